"""The denominators of a question: people who live there, only where every piece of a place is known."""

# ruff: noqa: S608  names in statements are of our own declarations, values are checked in `asked`

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

import duckdb

from qinkang.measures.about import About
from qinkang.measures.asked import Asked, bands
from qinkang.measures.figure import Outside
from qinkang.measures.ground import Ground, Piece
from qinkang.measures.measure import Residents
from qinkang.measures.place import Level, Tree

KINDS = ("atom", "county", "township")
"""Pieces, divided counties as a whole, and townships."""
Known = dict[str, tuple[int, date]]
"""Area to its people and the day they are of."""


def residents_of(
    cursor: duckdb.DuckDBPyConnection, about: About, said: Asked, residents: Residents
) -> tuple[Outside, dict[str, int], int | None]:
    """Return the residents of each place and of all, only where every piece of it is known."""
    year, ground, seen = said.period.year, said.ground, said.ground.in_scope(said.scope)
    atoms, counties, townships = (_known(cursor, about, said, residents)[kind] for kind in KINDS)
    days = []

    def people(pieces: Iterable[Piece]) -> int | None:
        told = [piece for piece in pieces if piece.seen in seen]
        numbers = [*_whole(told, ground, atoms, counties)] if told else [None]
        if not all(numbers):
            return None
        days.extend(number[1] for number in numbers if number)
        return sum(number[0] for number in numbers if number)

    everywhere = (
        None if said.found is Level.TOWNSHIP else people(ground.pieces_of(said.tree, said.found, said.area))
    )
    there: dict[str, int] = {}
    for place in ground.below(said.tree, said.area, said.found, said.level):
        if said.level is Level.TOWNSHIP:
            found = townships.get(place.code) if place.seen in seen else None
            number = found and found[0]
            days += [found[1]] if found else []
        else:
            number = people(ground.pieces_of(said.tree, said.level, place.code))
        if number is not None:
            there[place.code] = number
    if said.found is Level.TOWNSHIP:
        everywhere = there.get(said.area)
    as_of = max(days) if days and (there or everywhere) else None
    return Outside(residents.label, year, as_of), there, everywhere


def _whole(
    pieces: Iterable[Piece], ground: Ground, atoms: Known, counties: Known
) -> Iterator[tuple[int, date] | None]:
    """Give the people of pieces; where all pieces of a divided county are among them, those of the county."""
    by_county: dict[str | None, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_county[piece.places["county"]].append(piece)
    for county, some in by_county.items():
        there = ground.pieces_of(Tree.STATUTORY, Level.COUNTY, county)
        if len(there) > 1 and len(some) == len(there) and county in counties:
            yield counties[county]
        else:
            yield from (atoms.get(piece.area) for piece in some)


def _known(
    cursor: duckdb.DuckDBPyConnection, about: About, said: Asked, residents: Residents
) -> dict[str, Known]:
    """The people of these sex and ages by kind of area and area; only where all bands are known."""
    wanted = bands(said.ages)
    key = ("residents", said.period.year, residents.source, said.sex, said.ages)
    if key not in about.kept:
        chosen = " OR ".join(f"(age_from = {low} AND age_to = {high})" for low, high in wanted) or "false"
        rows = cursor.execute(
            f"SELECT kind, area, sum(people), max(as_of) FROM population WHERE year = {said.period.year}"
            f" AND source = '{residents.source}' AND sex = '{said.sex or '0'}' AND ({chosen})"
            f" GROUP BY kind, area HAVING count(*) = {len(wanted)}"
        ).fetchall()
        found: dict[str, Known] = {kind: {} for kind in KINDS}
        for kind, area, people, day in rows:
            found[kind][area] = int(people), day
        about.keep(key, found)
    kept: dict[str, Known] = about.kept[key]
    return kept
