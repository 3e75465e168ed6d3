"""The letters to begin with.

Which letter was printed in which year is inferred: J was in stock unused in 2012, L was handed out from
2011-11 to 2012-07, M was lost in 2012-08, X was first used on 2023-04-01; from M to X there are as many
letters as years, so none was skipped. No public list exists, and what follows Z is unknown. So all of them
are defaults that the office has to confirm, as `source` says.
"""

from __future__ import annotations

from datetime import date

from qinkang.kernel import clock
from qinkang.maternal.models import Letter

SOURCE = "省级约定（默认，按公开样本推定，未核定）"
FIRST_YEAR = 2000  # of the letter A
EDITIONS = {
    2: (date(2000, 1, 1), date(2002, 12, 31)),
    3: (date(2003, 1, 1), date(2005, 6, 30)),
    4: (date(2004, 12, 1), date(2013, 12, 31)),
    5: (date(2014, 1, 1), date(2018, 12, 31)),
    6: (date(2019, 1, 1), date(2023, 3, 31)),
    7: (date(2023, 4, 1), None),
}
"""The days on which sheets of an edition may be signed: from the notices that brought the next one."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def edition_printed_in(year: int) -> int:
    """Return the edition that was printed in most of a year."""
    return max(edition for edition, (first, _) in EDITIONS.items() if first <= date(year, 6, 30))


def seed_letters() -> None:
    """Put in the letters about which nothing was ever decided."""
    there = set(Letter.objects.values_list("letter", flat=True))
    fresh = []
    for place, letter in enumerate(LETTERS):
        year = FIRST_YEAR + place
        edition = edition_printed_in(year)
        first, last = EDITIONS[edition]
        days = {"valid_from": max(first, date(year, 1, 1)), "valid_until": last}
        said = {"source": SOURCE, "packaged": True, "known_since": clock.now()}
        fresh.append(Letter(letter=letter, printed_year=year, edition=edition, **days, **said))
    Letter.objects.bulk_create(one for one in fresh if one.letter not in there)
