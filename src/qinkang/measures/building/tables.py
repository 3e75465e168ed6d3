"""The statements that make the file's tables out of what was read."""

# ruff: noqa: S608  names in statements are of our own declarations, values are checked in `asked`

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

import ibis

from qinkang.measures.measure import MEASURES, Measure, Takes
from qinkang.measures.source import PERSONAL, Source

PLACES = "province, city, county, township, report_city, report_county"
UNITS = "string_split(trim({}, '{{}}'), ',')::INTEGER[]"

# Scopes repeat a thousandfold: rows carry a number, and who may see is asked once per distinct scope.
SCOPES = "CREATE TABLE seen AS SELECT scope, row_number() OVER (ORDER BY scope) AS seen FROM (SELECT DISTINCT scope FROM {})"


def measures_of(source: Source) -> list[Measure]:
    """Return the measures that are computed from a source, in the order of their declaration."""
    return [one for one in MEASURES.values() if one.source is source]


def month_of(day: str) -> str:
    """Return the SQL that numbers a day's month: January of the year 0 is 0."""
    return f"(12 * year({day}) + month({day}) - 1)"


@cache
def with_conditions(source: Source) -> str:
    """Return the SELECT that adds to the raw rows what they are in each measure's parts."""
    added = {}
    for one in measures_of(source):
        added.update(zip(one.columns, one.conditions, strict=True))
    kept = [*PERSONAL, *source.columns]
    # Read from the raw table, which also has the columns that rows are placed by.
    return str(ibis.to_sql(source.rows.select(*kept, **added), dialect="duckdb"))


def of_the_dead(death: str) -> str:
    """Return the statement for the month in which somebody died, one row for each person."""
    return f"CREATE TEMP TABLE dead AS SELECT person, {month_of('happened_on')} AS died FROM raw_{death}"


def of_rows(source: Source, day: date) -> str:
    """Return the statement for a source's table: conditions, places, who may see it, whom to ask.

    Where nobody knows the area, those see the row who see the record, and it stands under 区划不详. `died`
    is the month in which the person died, `ended` that in which the record ceased to hold; what ends only
    after the day of the file still holds.
    """
    ended = f"CASE WHEN c.until <= DATE '{day}' THEN {month_of('c.until')} END"
    flags = [name for one in measures_of(source) for name in one.columns]
    return f"""
        CREATE TABLE {source.name}_placed AS
        SELECT c.record, c.version, c.person, c.happened_on, {ended} AS ended, dead.died, c.year, c.sex,
          c.birth_year, c.age_year_end, c.age_at_service, c.pushed,
          {"".join(f"c.{name}, " for name in flags)}{PLACES}, o.organisation, r.doctor,
          list_sort(list_distinct(list_concat(
            COALESCE(g.scope, {UNITS.format("r.scope")}), CASE WHEN o.own_unit IS NULL THEN [] ELSE [o.own_unit] END
          )))::INTEGER[] AS scope
        FROM ({with_conditions(source)}) c
        JOIN raw_{source.name} r ON r.record IS NOT DISTINCT FROM c.record AND r.person = c.person
        LEFT JOIN dead ON dead.person = c.person
        LEFT JOIN region g ON g.region IS NOT DISTINCT FROM r.region AND g.year IS NOT DISTINCT FROM r.year
        LEFT JOIN own_unit o ON o.org IS NOT DISTINCT FROM r.org AND o.org_code IS NOT DISTINCT FROM r.org_code
    """


def known_by_records(persons: Source, records: Iterable[Source], day: date) -> list[str]:
    """Return the statements that tell of each person what their records say.

    Known since the first of them; pushed where one of them was; asked for by doctor and institution of the
    last one that names a doctor.
    """
    names = [one.name for one in records]
    every = " UNION ALL ".join(f"SELECT person, happened_on, pushed FROM raw_{name}" for name in names)
    doctors = " UNION ALL ".join(
        f"SELECT person, happened_on, organisation, doctor FROM {name}_placed WHERE doctor IS NOT NULL"
        for name in names
    )
    return [
        f"UPDATE raw_{persons.name} p SET happened_on = told.since, pushed = told.pushed FROM"
        f" (SELECT person, min(happened_on) AS since, bool_or(pushed) AS pushed FROM ({every}) GROUP BY person) told"
        " WHERE told.person = p.person",
        of_rows(persons, day),
        f"UPDATE {persons.name}_placed p SET organisation = told.last.organisation, doctor = told.last.doctor FROM"
        " (SELECT person, arg_max({'organisation': organisation, 'doctor': doctor}, happened_on) AS last"
        f" FROM ({doctors}) GROUP BY person) told WHERE told.person = p.person",
    ]


def numbered(table: str) -> str:
    """Return the statement that gives a placed table its final form: the scope as a number."""
    return f"""
        CREATE TABLE {table} AS SELECT p.* EXCLUDE (scope), s.seen
        FROM {table}_placed p JOIN seen s ON s.scope = p.scope
    """


def latest(source: Source, where: str, parted_by: str = "person") -> str:
    """Return the SELECT of one row for each person: the last record, with what any record gives.

    A person counts where the last record of the period places them, whoever asks; so the figures of
    two who may see different records agree.
    """
    anywhere = [name for one in measures_of(source) if one.takes is Takes.ANY for name in one.columns]
    replaced = ", ".join(f"bool_or({name}) OVER everything AS {name}" for name in anywhere)
    return f"""
        SELECT * {f"REPLACE ({replaced})" if replaced else ""} FROM {source.name} WHERE {where}
        WINDOW everything AS (PARTITION BY {parted_by})
        QUALIFY row_number() OVER (PARTITION BY {parted_by} ORDER BY happened_on DESC, record DESC) = 1
    """


def of_years(source: Source) -> str:
    """Return the statement for one row for each person and year, which lists of whole years are made of."""
    return (
        f"CREATE TABLE {source.name}_year AS {latest(source, 'true', 'person, year')} ORDER BY year, county"
    )


def of_last_begun(source: Source, day: date) -> str:
    """Return the statement that leaves out what begins after the day of the file: it does not hold yet."""
    return f"DELETE FROM raw_{source.name} WHERE happened_on > DATE '{day}'"
