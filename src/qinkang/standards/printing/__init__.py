"""What is printed from a declaration: specification, JSON Schema, Excel template, change notes.

Nothing here knows a data set by name; what it needs to say stands in the declaration.
"""
