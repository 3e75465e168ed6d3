"""The denominators of a question: people who live there, only where every piece of a place is known."""

# ruff: noqa: S608  names in statements are of our own declarations, values are checked in `asked`

from __future__ import annotations

import duckdb

from qinkang.measures.asked import Asked, bands
from qinkang.measures.figure import Outside
from qinkang.measures.measure import Residents
from qinkang.measures.place import COLUMNS, Level


def residents_of(
    cursor: duckdb.DuckDBPyConnection, said: Asked, residents: Residents
) -> tuple[Outside, dict[str, int], int | None]:
    """Return the residents of each place and of all, only where every piece of it is known."""
    township = said.level is Level.TOWNSHIP
    wanted = bands(said.ages)
    year = said.period.year
    chosen = " OR ".join(f"(age_from = {low} AND age_to = {high})" for low, high in wanted) or "false"
    known = (
        f"SELECT area, sum(people) AS people, max(as_of) AS as_of FROM population"
        f" WHERE year = {year} AND source = '{residents.source}' AND sex = '{said.sex or '0'}' AND ({chosen})"
        f" AND kind = '{{}}' GROUP BY area HAVING count(*) = {len(wanted)}"
    )
    column = COLUMNS[said.tree, Level.COUNTY] if township else said.column
    rows = cursor.execute(
        f"SELECT {column}, GROUPING({column}), sum(people), count(*) = count(people), max(as_of)"
        f" FROM atom LEFT JOIN ({known.format('atom')}) USING (area) WHERE {said.seen} AND {said.here if said.found is not Level.TOWNSHIP else 'false'}"
        f" GROUP BY GROUPING SETS (({column}), ())"
    ).fetchall()
    there = {place: int(people) for place, is_total, people, whole, _ in rows if not is_total and whole}
    everywhere = next(
        (int(people) for _, is_total, people, whole, _ in rows if is_total and whole and people is not None),
        None,
    )
    as_of = max((day for *_, day in rows if day), default=None)
    if township:
        found = cursor.execute(
            f"SELECT code, people, as_of FROM place JOIN ({known.format('township')}) ON area = code"
            f" WHERE tree = 'statutory' AND level = 'township' AND {said.seen}"
        ).fetchall()
        there = {code: int(people) for code, people, _ in found}
        as_of = max([day for *_, day in found] + ([as_of] if as_of else []), default=None)
        if said.found is Level.TOWNSHIP:
            everywhere = there.get(said.area)
    return Outside(residents.label, year, as_of if there or everywhere else None), there, everywhere
