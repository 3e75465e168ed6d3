"""What data must look like: fields, code systems, data sets with parts and parties, editions.

A data set is declared once, as a class (see `datasets/`). Everything else that needs a list of
fields (columns, rules, tables, forms, specifications, masks) reads that declaration.
"""
