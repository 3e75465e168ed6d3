"""The statements that make the file's tables out of what was read."""

# ruff: noqa: S608  names in statements are of our own declarations, values are checked in `asked`

from __future__ import annotations

from functools import cache

import ibis

from qinkang.measures.measure import MEASURES, Takes
from qinkang.measures.source import PERSONAL, Source

PLACES = "province, city, county, township, report_city, report_county"
UNITS = "string_split(trim({}, '{{}}'), ',')::INTEGER[]"

# Scopes repeat a thousandfold: rows carry a number, and who may see is asked once per distinct scope.
SCOPES = "CREATE TABLE seen AS SELECT scope, row_number() OVER (ORDER BY scope) AS seen FROM (SELECT DISTINCT scope FROM {})"


@cache
def with_conditions(source: Source) -> str:
    """Return the SELECT that adds to the raw rows whether they are in each measure's parts."""
    added = {}
    for one in MEASURES.values():
        if one.source is source:
            added.update(zip(one.columns, one.conditions, strict=True))
    kept = [*PERSONAL, *source.columns]
    # Read from `raw`, which also has the columns that rows are placed by.
    return str(ibis.to_sql(source.rows.select(*kept, **added), dialect="duckdb"))


def of_records(source: Source) -> str:
    """Return the statement for a source's table: conditions, places, who may see it, whom to ask.

    Where nobody knows the area, those see the row who see the record, and it stands under 区划不详.
    """
    flags = [name for one in MEASURES.values() if one.source is source for name in one.columns]
    return f"""
        CREATE TABLE {source.name}_placed AS
        SELECT c.record, c.version, c.person, c.happened_on, c.year, c.sex, c.age_year_end, c.age_at_service,
          c.pushed, {", ".join(f"c.{name}" for name in flags)}, {PLACES}, o.organisation, r.doctor,
          list_sort(list_distinct(list_concat(
            COALESCE(g.scope, {UNITS.format("r.scope")}), CASE WHEN o.own_unit IS NULL THEN [] ELSE [o.own_unit] END
          )))::INTEGER[] AS scope
        FROM ({with_conditions(source)}) c
        JOIN raw r USING (record)
        LEFT JOIN region g ON g.region IS NOT DISTINCT FROM r.region AND g.year IS NOT DISTINCT FROM r.year
        LEFT JOIN own_unit o ON o.org IS NOT DISTINCT FROM r.org AND o.org_code IS NOT DISTINCT FROM r.org_code
    """


def of_persons(source: Source) -> str:
    """Return the statement for everybody known, with the doctor and institution of the last record."""
    return f"""
        CREATE TABLE person_placed AS
        SELECT p.person, p.sex, p.birth_year, {PLACES}, last.organisation, last.doctor, last.record,
          COALESCE(g.scope, {UNITS.format("p.scope")}) AS scope
        FROM raw_person p
        LEFT JOIN region g ON g.region IS NOT DISTINCT FROM p.region AND g.year IS NULL
        LEFT JOIN (
          SELECT person, arg_max({{'organisation': organisation, 'doctor': doctor, 'record': record}},
            {{'day': happened_on, 'record': record}}) AS last
          FROM {source.name}_placed GROUP BY person
        ) USING (person)
    """


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
    anywhere = [
        name
        for one in MEASURES.values()
        if one.source is source and one.takes is Takes.ANY
        for name in one.columns
    ]
    replaced = ", ".join(f"bool_or({name}) OVER everything AS {name}" for name in anywhere)
    return f"""
        SELECT * {f"REPLACE ({replaced})" if replaced else ""} FROM {source.name} WHERE {where}
        WINDOW everything AS (PARTITION BY {parted_by})
        QUALIFY row_number() OVER (PARTITION BY {parted_by} ORDER BY happened_on DESC, record DESC) = 1
    """


def of_years(source: Source) -> str:
    """Return the statement for one row for each person and year, which most figures are made of."""
    return (
        f"CREATE TABLE {source.name}_year AS {latest(source, 'true', 'person, year')} ORDER BY year, county"
    )
