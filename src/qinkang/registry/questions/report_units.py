"""For whom an area counts."""

from datetime import date

from qinkang.registry.models import ReportUnit, ReportUnitMember
from qinkang.registry.questions.columns import Column, answered
from qinkang.registry.questions.rulebook import area_book


def report_units_of(areas: Column, level: ReportUnit.Level, on: date) -> list[int | None]:
    """Return the report unit of each area code (6, 9 or 12 digits) on a level and day; None if none.

    A former code counts for its successor's unit; a township's own row goes before its county's.
    """
    members = ReportUnitMember.objects.valid(on).filter(level=level)
    units = dict(members.values_list("area_code", "report_unit_id"))
    book = area_book()

    def counted(code: str | None) -> int | None:
        if not code:
            return None
        today = book.resolve(code[:6], on) or code[:6]
        return next(
            (units[one] for one in (code[:9], today + code[6:9], code[:6], today) if one in units), None
        )

    return answered([areas], counted)
