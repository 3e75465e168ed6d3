"""Keeping the letters: each change is a decision that says since when it is known; nothing is overwritten."""

from __future__ import annotations

import re
from datetime import date

from qinkang.accounts.scope import Acting, deed
from qinkang.maternal.mistakes import StockMistake
from qinkang.maternal.models import Letter
from qinkang.registry.actions.decisions import decide
from qinkang.registry.mistakes import RegistryMistake


def set_letter(
    letter: str,
    *,
    printed_year: int,
    edition: int,
    valid_from: date,
    valid_until: date | None,
    source: str,
    by: Acting,
) -> None:
    """Let sheets of a letter be used from one day to another (None: open), and on no other day.

    Raises:
        StockMistake: no letter, no grounds, or days in the wrong order.
    """
    if not re.fullmatch("[A-Z]", letter):
        raise StockMistake("字冠是一个大写字母，请核对。")
    if not source.strip():
        raise StockMistake("请填写依据，例如启用新版证件的通知名称和文号。")
    if valid_until and valid_until < valid_from:
        raise StockMistake(f"允许使用的起始日期 {valid_from} 晚于截止日期 {valid_until}，请核对。")
    says = {"printed_year": printed_year, "edition": edition, "source": source.strip()}
    with deed(by):
        if Letter.objects.filter(letter=letter, known_until=None).exists():
            decide(Letter, {"letter": letter}, None, None, None)  # what was said of all days ends
        decide(Letter, {"letter": letter}, says, valid_from, valid_until)


def stop_letter(letter: str, *, since: date, by: Acting) -> None:
    """Let sheets of a letter no longer be used from a day on.

    Raises:
        StockMistake: they are not allowed then anyway.
    """
    with deed(by):
        try:
            decide(Letter, {"letter": letter}, None, since, None)
        except RegistryMistake:
            raise StockMistake(f"字冠 {letter} 在 {since} 之后本来就不允许使用，无需停用。") from None
