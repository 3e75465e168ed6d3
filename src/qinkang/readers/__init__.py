"""Files become rows here: encodings, workbooks, and headers matched to declared fields."""
