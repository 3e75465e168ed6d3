"""Denominators: every age band that can be had from the figures that were given, piece by piece.

Five-year bands are added up to open ones and the sexes to both, where all of them are there; a number
that was given goes before one that was added up. Where the two disagree, that is a doubt to be shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from qinkang.standards.codes.population import AGE_BANDS, OPEN_END

BOTH, MEN, WOMEN = "0", "1", "2"
LAST_OPEN = max(first for first, last in AGE_BANDS.values() if last == OPEN_END)

Band = tuple[int, int]
Given = Mapping[tuple[str, Band], int]
"""Sex and age band to people, of one area, year and source."""


@dataclass(frozen=True)
class Doubt:
    """Two numbers for one thing that should be equal: as given, and as its parts add up."""

    area: str
    year: int
    source: str
    sex: str
    band: Band
    given: int
    added: int


def completed(given: Given) -> tuple[dict[tuple[str, Band], int], dict[tuple[str, Band], int]]:
    """Return the numbers with all that follow from them; and for those given that their parts do not
    add up to, what they add up to."""
    found, doubts = dict(given), {}

    def add(key: tuple[str, Band], *parts: tuple[str, Band]) -> None:
        if all(part in found for part in parts):
            added = sum(found[part] for part in parts)
            if found.setdefault(key, added) != added:
                doubts[key] = added

    def open_ended(sex: str) -> None:
        for first in range(LAST_OPEN - 5, 55, -5):  # 95+ is 95-99 and 100+, and so on downwards
            add((sex, (first, OPEN_END)), (sex, (first, first + 4)), (sex, (first + 5, OPEN_END)))

    for sex in (MEN, WOMEN):
        open_ended(sex)
    for band in AGE_BANDS.values():
        add((BOTH, band), (MEN, band), (WOMEN, band))
    open_ended(BOTH)
    return found, doubts


def denominators(
    rows: Iterable[Mapping[str, object]], atoms: Iterable[Mapping[str, object]]
) -> tuple[list[dict[str, object]], list[Doubt]]:
    """Return people of each piece, divided county and township by year, source, sex and band, and all doubts.

    Args:
        rows: as `extract.population` gives them, their areas by today's map.
        atoms: the pieces, as `Map.atoms` gives them.
    """
    given: dict[tuple[str, int, str], dict[tuple[str, Band], int]] = defaultdict(dict)
    dated: dict[tuple[str, int, str], date] = {}
    for row in rows:
        key = row["area"], row["year"], row["source"]
        sexed = row["sex"], AGE_BANDS[row["age_band"]]
        given[key][sexed] = given[key].get(sexed, 0) + row["people"]  # areas that were joined since
        dated[key] = max(dated.get(key, row["as_of"]), row["as_of"])
    atoms = list(atoms)
    full, doubts = {}, []
    for key, numbers in given.items():
        full[key], differing = completed(numbers)
        doubts += [Doubt(*key, *one, full[key][one], added) for one, added in differing.items()]
    made = []
    for area, year, source in full:
        for atom in atoms:
            if atom["area"].rstrip("*") == area:
                numbers = _without(full, area, atom["less"], year, source)
                made += _rows("atom", atom["area"], year, source, numbers, dated[area, year, source])
        if any(atom["less"] and atom["area"].rstrip("*") == area for atom in atoms):
            # A county in pieces is known as a whole, though perhaps not how many live in each.
            made += _rows("county", area, year, source, full[area, year, source], dated[area, year, source])
        if len(area) == 9:
            made += _rows("township", area, year, source, full[area, year, source], dated[area, year, source])
    return made, doubts


def _without(full: dict, county: str, less: Iterable[str], year: int, source: str) -> Given:
    """Take the townships that count elsewhere off a county's people; what cannot be had is left out."""
    numbers = dict(full[county, year, source])
    for township in less:
        taken = full.get((township, year, source), {})
        numbers = {key: people - taken[key] for key, people in numbers.items() if key in taken}
    return numbers


def _rows(
    kind: str, area: str, year: int, source: str, numbers: Given, as_of: date
) -> list[dict[str, object]]:
    return [
        {
            "kind": kind,
            "area": area,
            "year": year,
            "source": source,
            "sex": sex,
            "age_from": band[0],
            "age_to": band[1],
            "people": people,
            "as_of": as_of,
        }
        for (sex, band), people in numbers.items()
    ]
