"""Indicators: each declared once, computed from the analytical file, shown with all that it rests on.

- `measure`: what a declaration says; `declared`: the declarations, by line of business
- `building`: from the database to the analytical file, built beside the old one and swapped
- `figures`: the one door to the file; `trends`, `changes`: series and comparisons made of figures
- `lists`: the records and persons behind a figure, joined to the truth under row security
- `cells`: small numbers, intervals, ranks; `actions`: the yearly targets, kept by the office
"""
