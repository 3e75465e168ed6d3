"""What others ask of the registry. Few queries, then look-ups in memory over the distinct values."""

from qinkang.registry.questions.calendar import calendar_warning, working_days
from qinkang.registry.questions.organisations import organisation_for, qualified
from qinkang.registry.questions.precedence import precedence
from qinkang.registry.questions.report_units import report_units_of
from qinkang.registry.questions.rulebook import NothingKnown, area_book, rulebook
from qinkang.registry.questions.terms import terms
from qinkang.registry.questions.units import UnitMap, outside, scopes_for, subtree, unit_map, units_of_area

__all__ = [
    "NothingKnown",
    "UnitMap",
    "area_book",
    "calendar_warning",
    "organisation_for",
    "outside",
    "precedence",
    "qualified",
    "report_units_of",
    "rulebook",
    "scopes_for",
    "subtree",
    "terms",
    "unit_map",
    "units_of_area",
    "working_days",
]
