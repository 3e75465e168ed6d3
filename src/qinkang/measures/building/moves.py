"""Cells that add up: by how much each count changes in each month, place, sex and age.

Somebody who counts from March on is +1 in March; with a later record, in another place or of another age,
-1 and +1 in its month; having died, -1 where the measure counts the living. So the figure at the end of a
month is the sum of the changes up to it, for any area, sex and ages that are made of whole cells, and
nobody is counted twice. Windows begin anew: with each year, quarter and month for what happens on a day;
never for what lasts.
"""

# ruff: noqa: S608  names in statements are of our own declarations

from __future__ import annotations

from collections.abc import Iterator

from qinkang.measures.building.tables import measures_of, month_of
from qinkang.measures.measure import Of, Takes
from qinkang.measures.source import Source

WINDOWS = {12: "12 * year", 3: "month - month % 3", 1: "month"}
"""Months of a window to the SQL that gives the month it begins in."""
EVER = 0
"""Stands for the window of what lasts."""
FOREVER = 10**6
"""A month that never comes."""
OLDEST_BAND = 100
PLACED = ("province", "city", "report_city", "county", "report_county")


def band_of(age: str) -> str:
    """Return the SQL of the first year of an age's band: 60, 65 … 100; younger ones are 0."""
    return f"CASE WHEN {age} < 60 THEN 0 ELSE least({OLDEST_BAND}, 5 * ({age} // 5)) END"


def who_columns(source: Source) -> tuple[str, ...]:
    """Return the columns by which cells tell people apart, besides places."""
    ages = ("birth_year",) if source.lasting else ("by_year_end", "at_service")
    return ("pushed", "months", "start", "month", "sex", *ages, "seen")


def of_cells(source: Source, years: list[int]) -> Iterator[str]:
    """Give the statements that make a source's two tables of cells: down to townships, and to counties."""
    weights = [name for one in measures_of(source) for name in one.columns]
    weights += [f"{one.columns[0]}_people" for one in measures_of(source) if one.of is Of.ITEMS]
    if not weights:
        return
    keys = ", ".join((*who_columns(source), *PLACED))
    sums = ", ".join(f"sum({name})::INTEGER AS {name}" for name in weights)
    moved = " OR ".join(f"sum({name}) <> 0" for name in weights)
    cells = f"SELECT {keys}, township, {sums} FROM ({{}}) GROUP BY {keys}, township HAVING {moved}"
    parts = list(_moves(source, years)) or [_moves_of(source, EVER, "0", "false", pushed=False)]
    for number, part in enumerate(parts):
        does = f"INSERT INTO {source.name}_new" if number else f"CREATE TEMP TABLE {source.name}_new AS"
        yield f"{does} {cells.format(part)}"
    order = "pushed, months, start, county"
    yield f"CREATE TABLE {source.name}_township_cell AS SELECT * FROM {source.name}_new ORDER BY {order}, township"
    yield (
        f"CREATE TABLE {source.name}_cell AS SELECT {keys}, {sums} FROM {source.name}_new GROUP BY {keys}"
        f" ORDER BY {order}"
    )
    yield f"DROP TABLE {source.name}_new"


def _moves(source: Source, years: list[int]) -> Iterator[str]:
    """Give a SELECT for each window and year, so that memory holds one year at a time."""
    for pushed in (False, True):
        if source.lasting:
            yield _moves_of(source, EVER, "0", "true", pushed=pushed)
            continue
        for year in years:
            for months, start in WINDOWS.items():
                yield _moves_of(source, months, start, f"year = {year}", pushed=pushed)


def _moves_of(source: Source, months: int, start: str, where: str, *, pushed: bool) -> str:
    """Return the SELECT of every change: coming in, going out, and dying."""
    measures = measures_of(source)
    end = f"start + {months}" if months else str(FOREVER)
    upto = "(PARTITION BY person, start ORDER BY happened_on, record ROWS UNBOUNDED PRECEDING)"
    flags = {}
    for one in measures:
        for name in one.columns:
            flags[name] = f"bool_or({name}) OVER {upto}" if one.takes is Takes.ANY else name
    of_the_living = {name for one in measures if one.living for name in one.columns}
    items = {one.columns[0]: one for one in measures if one.of is Of.ITEMS}
    for name, one in items.items():
        flags[f"{name}_people"] = f"{one.columns[1]} > 0"
        of_the_living |= {f"{name}_people"} if one.living else set()
    ages = (
        "birth_year"
        if source.lasting
        else f"{band_of('age_year_end')} AS by_year_end, {band_of('age_at_service')} AS at_service"
    )
    who = ", ".join(
        (
            *(one for one in who_columns(source) if one not in ("month", "pushed", "months")),
            *PLACED,
            "township",
        )
    )

    def change(month: str, sign: str, when: str, living: str) -> str:
        told = ", ".join(
            f"{sign}({f'CASE WHEN {living} THEN {name} ELSE 0 END' if name in of_the_living else name}) AS {name}"
            for name in flags
        )
        return (
            f"SELECT {str(pushed).lower()} AS pushed, {months} AS months, {month} AS month, {who}, {told}"
            f" FROM counting WHERE {when}"
        )

    changes = [
        change("month", "", "true", "died > month"),
        change("until", "-", f"until < {end}", "died >= until"),
    ]
    if of_the_living:
        told = ", ".join(f"-{name} AS {name}" if name in of_the_living else f"0 AS {name}" for name in flags)
        changes.append(
            f"SELECT {str(pushed).lower()} AS pushed, {months} AS months, died AS month, {who}, {told}"
            f" FROM counting WHERE died > month AND died < until AND died < {end}"
        )
    return f"""
        WITH dated AS (
          SELECT *, {month_of("happened_on")} AS month FROM {source.name} WHERE {where}{" AND pushed" if pushed else ""}
        ), windowed AS (SELECT *, {start} AS start FROM dated),
        last AS (
          SELECT person, start, month, sex, {ages}, seen, {", ".join(PLACED)}, township,
            COALESCE(ended, {FOREVER}) AS ended, COALESCE(died, {FOREVER}) AS died,
            {", ".join(f"({said})::INTEGER AS {name}" for name, said in flags.items())}
          FROM windowed
          QUALIFY row_number() OVER (PARTITION BY person, start, month ORDER BY happened_on DESC, record DESC) = 1
        ), spans AS (
          SELECT *, least(ended, {end}, lead(month, 1, {FOREVER}) OVER (PARTITION BY person, start ORDER BY month)) AS until
          FROM last
        ), counting AS (SELECT * FROM spans WHERE until > month)
        {" UNION ALL ".join(changes)}
    """
