"""Rules across rows and data sets: the second kind of rule.

A row rule sees one row. A rule here sees all records of a person, of a telephone number, or of one
doctor's day, from every data set and sender. It says which records are at fault; the same records give the
same answer, in whatever order and in however many batches they arrived. `rule` is how one is declared,
`tables` what it may read, `engine` how it is run. Where its records come from and what becomes of its
verdicts is the pipeline's.
"""
