"""Values that everyone needs and that need nobody.

What belongs here: a noun of the trade that has one meaning in the whole platform, is pure (no file
but packaged data, no database, no clock but `clock`), and is used by at least two packages: citizen
ID, other documents, names, telephone numbers, areas, credit code, period, working time, masking.

Each module is imported by its own name (`from qinkang.kernel import citizen_id`); nothing is
re-exported here, so that a reader sees at the call which noun is meant: `person_name.read(...)`.
"""
