"""What the office decides: areas, units, organisations, dictionaries, parameters and working days.

`questions` ask, `actions` decide (with `by=`, and an audit row in the same transaction), `seeding`
puts in what comes with the product, `workbooks` bring organisations in and out.
"""
