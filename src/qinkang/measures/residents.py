"""The denominators of a question: people who live there, only where every piece of a place is known."""

# ruff: noqa: S608  names in statements are of our own declarations, values are checked in `asked`

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import duckdb

from qinkang.measures.about import About
from qinkang.measures.asked import Asked, bands
from qinkang.measures.figure import Outside
from qinkang.measures.ground import Piece
from qinkang.measures.measure import Residents
from qinkang.measures.place import Level

Known = dict[str, tuple[int, date]]
"""Piece or township to its people and the day they are of."""


def residents_of(
    cursor: duckdb.DuckDBPyConnection, about: About, said: Asked, residents: Residents
) -> tuple[Outside, dict[str, int], int | None]:
    """Return the residents of each place and of all, only where every piece of it is known."""
    year, ground, seen = said.period.year, said.ground, said.ground.in_scope(said.scope)
    atoms, townships = _known(cursor, about, said, residents)
    days = []

    def people(pieces: Iterable[Piece]) -> int | None:
        numbers = [atoms.get(piece.area) for piece in pieces if piece.seen in seen]
        if not numbers or not all(numbers):
            return None
        days.extend(day for number in numbers if number for _, day in [number])
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


def _known(
    cursor: duckdb.DuckDBPyConnection, about: About, said: Asked, residents: Residents
) -> tuple[Known, Known]:
    """The people of these sex and ages in each piece and township; only where all bands are known."""
    wanted = bands(said.ages)
    key = ("residents", said.period.year, residents.source, said.sex, said.ages)
    if key not in about.kept:
        chosen = " OR ".join(f"(age_from = {low} AND age_to = {high})" for low, high in wanted) or "false"
        rows = cursor.execute(
            f"SELECT kind, area, sum(people), max(as_of) FROM population WHERE year = {said.period.year}"
            f" AND source = '{residents.source}' AND sex = '{said.sex or '0'}' AND ({chosen})"
            f" GROUP BY kind, area HAVING count(*) = {len(wanted)}"
        ).fetchall()
        atoms = {area: (int(people), day) for kind, area, people, day in rows if kind == "atom"}
        townships = {area: (int(people), day) for kind, area, people, day in rows if kind == "township"}
        about.keep(key, (atoms, townships))
    found: tuple[Known, Known] = about.kept[key]
    return found
