"""The one door to the analytical file: a measure in a scope, line by line, with all that it rests on."""

# ruff: noqa: S608  names in statements are of our own declarations, values are checked in `asked`

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from qinkang.accounts.scope import Scope
from qinkang.kernel.area import PROVINCE
from qinkang.kernel.period import Period
from qinkang.measures import opening
from qinkang.measures.asked import Ages, Asked, asked, source_named
from qinkang.measures.cells import FEW, Cell, dense_ranks, guarded, percent, wilson
from qinkang.measures.figure import IN_SCOPE, UNPLACED, Figures, Line
from qinkang.measures.measure import Better, Measure, Residents
from qinkang.measures.place import COLUMNS, Level, Tree
from qinkang.measures.residents import residents_of


def figures(
    scope: Scope,
    measure: Measure,
    *,
    period: Period,
    area: str = PROVINCE,
    tree: Tree = Tree.STATUTORY,
    level: Level | None = None,
    sex: str | None = None,
    ages: Ages | None = None,
    pushed_only: bool = False,
    population: str | None = None,
) -> Figures:
    """Return a measure in an area, one line for each place of a level that the scope takes in.

    Args:
        scope: units of whoever asks; rows and denominators outside are as if they were not there.
        area: code of a statutory area, or of a report unit with `Tree.REPORT`.
        level: of the lines; the area's own by default.
        sex: `1` or `2`.
        ages: first and last year of age; the last is `OPEN_END` for "and older". Narrows the measure's own.
        pushed_only: only what the national system has (推送口径).
        population: another source of the denominator than the measure's, a code of `POPULATION_SOURCE`.

    Raises:
        NoFigures: the file was never built.
        Mistake: no such area, or a level that the area does not have.
    """
    with opening.opened() as (cursor, about):
        said = asked(
            cursor, scope, measure, period=period, area=area, tree=tree, level=level, sex=sex, ages=ages,
            pushed_only=pushed_only,
        )  # fmt: skip
        parts, total = counted(cursor, said)
        places, names, title = _names(cursor, said)
        outside = None
        if isinstance(measure.among, Residents):
            residents = Residents(source_named(population)) if population else measure.among
            outside, there, everywhere = residents_of(cursor, said, residents)
            total = replace(total, denominator=everywhere)
            parts = {
                code: replace(parts.get(code, Cell(0, None)), denominator=there.get(code))
                for code in {*places, *parts}
            }
    of_ours = measure.is_rate and not measure.from_outside
    empty = Cell(0, 0 if of_ours else None)
    # A place is shown to whoever sees it, with nobody in it too; an institution sees only its own people.
    named = places | {
        code: names.get(code, UNPLACED) for code in sorted(parts.keys() - places.keys(), key=str)
    }
    cells, whole = guarded([parts.get(code, empty) for code in named], total, people_of_ours=of_ours)
    lines = [_line(measure, *place, cell) for place, cell in zip(named.items(), cells, strict=True)]
    return Figures(
        measure, period, said.tree, said.area, said.level, sex, said.ages, pushed_only,
        tuple(_ranked(measure, lines, cells)), _line(measure, area, title, whole), outside, about.data_time,
    )  # fmt: skip


def counted(cursor: duckdb.DuckDBPyConnection, said: Asked) -> tuple[dict[str | None, Cell], Cell]:
    """Count people by place, exactly and before anything is hidden; None is for those of no known place.

    The total is counted on its own and not from the parts.
    """
    in_numerator, in_denominator = said.measure.columns
    of_ours = said.measure.is_rate and not said.measure.from_outside
    rows = cursor.execute(
        f"SELECT {said.column}, GROUPING({said.column}), count(*) FILTER (WHERE {in_numerator}),"
        f" count(*) FILTER (WHERE {in_denominator}) FROM {said.source}"
        f" WHERE {said.seen} AND {said.here} AND {said.who(said.measure.age_on.value)}"
        f" GROUP BY GROUPING SETS (({said.column}), ())"
    ).fetchall()
    parts, total = {}, Cell(0, 0 if of_ours else None)
    for place, is_total, numerator, denominator in rows:
        cell = Cell(numerator, denominator if of_ours else None)
        if is_total:
            total = cell
        elif place is not None or numerator or (of_ours and denominator):
            parts[place] = cell
    return parts, total


def _names(
    cursor: duckdb.DuckDBPyConnection, said: Asked
) -> tuple[dict[str | None, str], dict[str, str], str]:
    """Return the places to have a line, in the order of reports; the names of all; and the area's.

    A name says so where the scope takes in less than the whole place.
    """
    inside = f"code IN (SELECT {said.column} FROM atom WHERE {said.here})"
    if said.level is Level.TOWNSHIP:
        inside = f"parent IN (SELECT county FROM atom WHERE {said.here})"
    if said.level is said.found:
        inside = f"code = '{said.area}'"
    rows = cursor.execute(
        f"SELECT code, COALESCE(name, code), code = '{said.area}', level = '{said.level}' AND {said.seen}"
        f" AND {inside} FROM place WHERE tree = '{said.tree}' ORDER BY position"
    ).fetchall()
    whole = set()
    for column in {said.column, COLUMNS[said.tree, said.found]}:
        seen_whole = f"SELECT {column} FROM atom GROUP BY {column} HAVING bool_and({said.seen})"
        whole |= {code for (code,) in cursor.execute(seen_whole).fetchall()}
    if said.level is Level.TOWNSHIP:  # a township is seen whole or not at all
        whole |= {code for code, _, _, line in rows if line}
    names = {code: name if code in whole else name + IN_SCOPE for code, name, _, _ in rows}
    title = next(names[code] for code, _, is_area, _ in rows if is_area)
    return {code: names[code] for code, _, _, line in rows if line}, names, title


def _line(measure: Measure, place: str | None, name: str, cell: Cell) -> Line:
    """Make a line of a cell, without what may not be shown."""
    if cell.suppressed:
        return Line(place, name, None, cell.denominator if measure.from_outside else None, None, True)
    value = percent(cell.numerator, cell.denominator) if measure.is_rate else float(cell.numerator)
    interval = wilson(cell.numerator, cell.denominator) if measure.is_rate else None
    return Line(place, name, cell.numerator, cell.denominator, value, False, interval)


def _ranked(measure: Measure, lines: Sequence[Line], cells: Sequence[Cell]) -> list[Line]:
    """Give ranks, best first, to rates of enough people; ranks of hidden values would tell of them."""
    if measure.better is Better.NEITHER or not measure.is_rate:
        return list(lines)
    values = [
        line.value if line.place and cell.denominator and cell.denominator >= FEW else None
        for line, cell in zip(lines, cells, strict=True)
    ]
    ranks = dense_ranks(values, highest_first=measure.better is Better.HIGHER)
    return [replace(line, rank=rank) for line, rank in zip(lines, ranks, strict=True)]
