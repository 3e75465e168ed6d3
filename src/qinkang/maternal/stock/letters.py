"""允许字冠: whether sheets of a letter may be used on a day, and why not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from qinkang.kernel.certificate_number import Span
from qinkang.maternal.mistakes import StockMistake
from qinkang.maternal.models import Letter


def refusal(letter: str, on: date) -> str | None:
    """Say why sheets of a letter may not be used on a day; None where they may."""
    known = list(Letter.objects.filter(letter=letter, known_until=None).order_by("valid_from"))
    if not known:
        return f"字冠 {letter} 尚未登记，不能使用。如确为新印证件，请省级先在“允许字冠”中登记。"
    if any(_holds(one, on) for one in known):
        return None
    later = [one.valid_from for one in known if one.valid_from and one.valid_from > on]
    if later:
        return f"字冠 {letter} 自 {min(later)} 起才允许使用，请核对编号。"
    last = known[-1]
    return (
        f"字冠 {letter}（第{last.edition}版，{last.printed_year}年印制）已于 {last.valid_until} 停用，"
        "不能再发放和签发，请作废后上缴。"
    )


def check(spans: Iterable[Span], on: date) -> None:
    """Raise StockMistake where sheets may not be used on a day."""
    for letter in sorted({span.letter for span in spans}):
        if said := refusal(letter, on):
            raise StockMistake(said)


def usable(on: date) -> list[str]:
    """Return the letters that may be used on a day, in order."""
    return sorted(set(Letter.objects.filter(known_until=None).valid(on).values_list("letter", flat=True)))


def _holds(one: Letter, on: date) -> bool:
    return (one.valid_from is None or one.valid_from <= on) and (
        one.valid_until is None or on <= one.valid_until
    )
