"""The one door to the analytical file: a measure in a scope, line by line, with all that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypedDict, Unpack

import duckdb

from qinkang.accounts.scope import Scope
from qinkang.kernel import clock
from qinkang.kernel.period import Period
from qinkang.measures import opening
from qinkang.measures.about import About
from qinkang.measures.asked import Ages, Asked, asked, source_named
from qinkang.measures.cells import FEW, Cell, dense_ranks, guarded, percent, wilson
from qinkang.measures.figure import IN_SCOPE, UNPLACED, Figures, Line
from qinkang.measures.ground import Ground, Placed
from qinkang.measures.measure import Better, Measure, Of, Residents
from qinkang.measures.place import Level, Tree
from qinkang.measures.residents import residents_of


class Question(TypedDict, total=False):
    """What is asked of a measure.

    Attributes:
        period: the only word that must be said.
        area: code of a statutory area, or of a report unit with `Tree.REPORT`; the province by default.
        level: of the lines; the area's own by default.
        sex: `1` or `2`.
        ages: first and last year of age; the last is `OPEN_END` for "and older". Narrows the measure's own.
        pushed_only: only what the national system has (推送口径).
        population: another source of the denominator than the measure's, a code of `POPULATION_SOURCE`.
    """

    period: Period
    area: str
    tree: Tree
    level: Level | None
    sex: str | None
    ages: Ages | None
    pushed_only: bool
    population: str | None


def figures(scope: Scope, measure: Measure, **asked: Unpack[Question]) -> Figures:
    """Return a measure in an area, one line for each place of a level that the scope takes in.

    Args:
        scope: units of whoever asks; rows and denominators outside are as if they were not there.
        asked: see `Question`; the period must be said.

    Raises:
        NoFigures: the file was never built.
        Mistake: no such area, or a level that the area does not have.
    """
    return together(scope, [(measure, asked)])[0]


def together(scope: Scope, questions: Sequence[tuple[Measure, Question]]) -> list[Figures]:
    """Return the figures of many questions, counted in one statement. An answer holds as long as its file.

    Raises as `figures` does.
    """
    with opening.opened() as (cursor, about):
        ground = ground_of(cursor, about)
        keys = [
            ("figures", scope.units, measure.code, *sorted(asked.items())) for measure, asked in questions
        ]
        missing = {
            key: (_asked(ground, scope, measure, question), question.get("population"))
            for key, (measure, question) in zip(keys, questions, strict=True)
            if key not in about.kept
        }
        found = {}
        counts = counted(cursor, [said for said, _ in missing.values()])
        for (key, (said, population)), count in zip(missing.items(), counts, strict=True):
            found[key] = _figures(cursor, about, said, population, *count)
        answers = [found.get(key) or about.kept[key] for key in keys]
        for key, answer in found.items():
            about.keep(key, answer)
    return answers


def newest_day() -> date:
    """Return the day of the newest record in the file. Raises NoFigures where it was never built."""
    with opening.opened() as (_, about):
        return about.newest


def data_time() -> datetime:
    """Return as of when the figures are. Raises NoFigures where they were never built."""
    with opening.opened() as (_, about):
        return about.data_time


def _asked(ground: Ground, scope: Scope, measure: Measure, question: Question) -> Asked:
    """The question without what does not count."""
    words = {name: value for name, value in question.items() if name != "population"}
    return asked(ground, scope, measure, **words)


def ground_of(cursor: duckdb.DuckDBPyConnection, about: About) -> Ground:
    """Return what figures of this file stand on."""
    if "ground" not in about.kept:
        about.keep("ground", Ground.of(cursor, about.data_time.astimezone(clock.SHANGHAI).date()))
    found: Ground = about.kept["ground"]
    return found


def _figures(
    cursor: duckdb.DuckDBPyConnection,
    about: About,
    said: Asked,
    population: str | None,
    parts: dict[str | None, Cell],
    total: Cell,
) -> Figures:
    """Make figures of counts: names, denominators from outside, what is hidden, ranks."""
    measure = said.measure
    places, names, title = _names(said)
    outside = None
    if isinstance(measure.among, Residents):
        residents = Residents(source_named(population)) if population else measure.among
        outside, there, everywhere = residents_of(cursor, about, said, residents)
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
        measure, said.period, said.tree, said.area, said.level, said.sex, said.ages, said.pushed_only,
        tuple(_ranked(measure, lines, cells)), _line(measure, said.area, title, whole), outside, about.data_time,
    )  # fmt: skip


def counted(
    cursor: duckdb.DuckDBPyConnection, questions: Sequence[Asked]
) -> list[tuple[dict[str | None, Cell], Cell]]:
    """Count by place, exactly and before anything is hidden; None is for those of no known place.

    Totals are counted on their own and not from the parts. One statement for all questions.
    """
    found: list[tuple[dict[str | None, Cell], Cell]] = [
        ({}, Cell(0, 0 if _of_ours(said) else None, people=0 if said.measure.of is Of.ITEMS else None))
        for said in questions
    ]
    if not questions:
        return found
    rows = cursor.execute(
        " UNION ALL ".join(_count(number, said) for number, said in enumerate(questions))
    ).fetchall()
    for number, place, is_total, numerator, denominator, people in rows:
        parts, _ = found[number]
        cell = Cell(numerator, denominator if _of_ours(questions[number]) else None, people=people)
        if is_total:
            found[number] = parts, cell
        elif numerator or cell.denominator:
            parts[place] = cell
    return found


def _of_ours(said: Asked) -> bool:
    return said.measure.is_rate and not said.measure.from_outside


def _count(number: int, said: Asked) -> str:
    """Return the statement that counts one question, out of cells where they add up to it."""
    in_numerator, in_denominator = said.measure.columns
    people = "NULL"
    if said.cells:
        table, which = said.cells
        rows = f"FROM {table} WHERE {said.seen} AND {said.here} AND {which}"
        if said.measure.of is Of.ITEMS:
            people = f"COALESCE(sum({in_numerator}_people), 0)::BIGINT"
    else:
        rows = f"FROM {said.source} WHERE {said.seen} AND {said.here} AND {said.who}"
    return (
        f"SELECT {number}, {said.column}, GROUPING({said.column}), COALESCE(sum({in_numerator}::INTEGER), 0)::BIGINT,"
        f" COALESCE(sum({in_denominator}::INTEGER), 0)::BIGINT, {people} {rows} GROUP BY GROUPING SETS (({said.column}), ())"
    )


def _names(said: Asked) -> tuple[dict[str | None, str], dict[str, str], str]:
    """Return the places to have a line, in the order of reports; the names of all; and the area's.

    A name says so where the scope takes in less than the whole place.
    """
    ground, tree = said.ground, said.tree
    shown = ground.in_scope(said.scope)

    def name(place: Placed) -> str:
        whole = ground.sees_whole(said.scope, tree, place.level, place.code)
        return place.name if whole else place.name + IN_SCOPE

    below = ground.below(tree, said.area, said.found, said.level)
    names = {place.code: name(place) for place in below}
    title = names.get(said.area) or name(ground.places[tree, said.area])
    return {place.code: names[place.code] for place in below if place.seen in shown}, names, title


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
