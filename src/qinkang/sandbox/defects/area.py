"""Defects and near misses of the area code of residence (C-25 to C-29)."""

from qinkang.kernel.area import AreaBook, Level
from qinkang.sandbox.defects.defect import Effect, Row, Ways

AREA = Ways()
breaks, keeps = AREA.breaks, AREA.keeps


def _former_codes() -> dict[str, list[str]]:
    """Today's county to the codes that led to it and are revoked."""
    book = AreaBook.packaged()
    found: dict[str, list[str]] = {}
    for code in sorted({area.code for area in book.areas if area.level is Level.COUNTY}):
        newest, today = book.at(code), book.resolve(code)
        if newest is not None and newest.valid_to is not None and today is not None:
            found.setdefault(today, []).append(code)
    return found


_FORMER = _former_codes()


def revoked_codes(region: str) -> list[str]:
    """The codes that today's county of a region had before, and may no longer be used."""
    return _FORMER.get(region[:6], [])


def _revoked(row: Row) -> bool:
    return bool(revoked_codes(row.plain("live_region")))


@breaks("C-25", Effect.REPAIR, "live_region", says="居住区划代码已撤销", needs=_revoked, rate=0.03)
def revoked_area(row: Row) -> None:
    region = row.plain("live_region")
    row.write("live_region", row.one_of(*revoked_codes(region)) + region[6:])


@breaks("C-28", Effect.BLANK, "live_region", says="居住区划只到省、市或市辖区一级")
def too_high_area(row: Row) -> None:
    city = row.plain("live_region")[:4]
    row.write("live_region", row.one_of("610000", f"{city}00", f"{city}01", "611200"))


@breaks("C-28U", Effect.BLANK, "live_region", says="居住区划代码不存在")
def unknown_area(row: Row) -> None:
    row.write("live_region", row.plain("live_region")[:4] + row.one_of("99", "77", "60"))


@breaks("C-29", Effect.REPAIR, "live_region", says="杨凌示范区内部代码611100")
def inner_code(row: Row) -> None:
    row.write("live_region", "611100")


@keeps("C-25", "live_region", says="区划代码只有六位")
def county_only(row: Row) -> None:
    row.write("live_region", row.plain("live_region")[:6])
