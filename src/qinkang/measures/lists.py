"""The lists behind a figure: keys out of the same file, joined to the truth under row security."""

# ruff: noqa: S608  names in statements are of our own declarations, values are checked in `asked`

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import duckdb

from qinkang.accounts.scope import Scope
from qinkang.measures import opening
from qinkang.measures.asked import Asked
from qinkang.measures.asked import asked as asked_of
from qinkang.measures.figures import ground_of
from qinkang.measures.measure import Measure, Of
from qinkang.mistake import Mistake
from qinkang.records.reading import Identity, identities_of, identities_of_persons
from qinkang.records.tables import Standing, sighting_fields

Doctor = tuple[int | None, str | None]
"""Institution and responsible doctor; None where nobody knows."""


class Which(StrEnum):
    """The three lists of a figure."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    NOT_YET = "not_yet"


@dataclass(frozen=True)
class Key:
    """One row of a list: keys only. `record` and `version` are None for a person without a record here."""

    record: int | None
    version: int | None
    person: int
    county: str | None
    township: str | None
    organisation: int | None
    doctor: str | None


@dataclass(frozen=True)
class Keys:
    """A list as the file has it, or a page of it.

    Attributes:
        keys: of the page.
        total: people on the whole list, or of the doctor it was narrowed to.
        by_township: people by township; None where nobody knows.
        by_doctor: people by institution and responsible doctor.
        known_only: the list holds known persons, while the denominator counts residents from outside:
            those who were never recorded are on no list.
    """

    measure: Measure
    which: Which
    keys: tuple[Key, ...]
    total: int
    by_township: Counter[str | None]
    by_doctor: Counter[Doctor]
    known_only: bool
    data_time: datetime


@dataclass(frozen=True)
class Case:
    """One row of a list as the truth has it now.

    Attributes:
        happened_on: day of the record; None for a person without one.
        updated: the record has changed since the file was built (已更新).
        gone: it no longer counts: withdrawn or held since.
    """

    key: Key
    identity: Identity
    happened_on: date | None
    updated: bool
    gone: bool


def keys(
    scope: Scope,
    measure: Measure,
    *,
    which: Which,
    doctor: Callable[[Doctor], bool] | None = None,
    first: int = 0,
    most: int | None = None,
    **asked: Any,
) -> Keys:
    """Return the keys behind a figure asked for in the same words.

    应检未检 are, for a count and where the denominator is from outside, the known living persons of these
    ages who are not in the numerator; else those of the denominator who are not. Of items, those are
    listed of whom any is counted, and who have some left.

    Args:
        doctor: tells which institution and doctor the list is narrowed to.
        first, most: the page; all of it by default.

    Raises:
        NoFigures: the file was never built.
        Mistake: a denominator that has no list, because it comes from outside or there is none.
    """
    with opening.opened() as (cursor, about):
        said = asked_of(ground_of(cursor, about), scope, measure, **asked)
        known_only = which is Which.NOT_YET and (measure.from_outside or not measure.is_rate)
        rows = _not_yet(said) if known_only else _of_records(said, which)
        key = ("counts", scope.units, measure.code, which, *sorted(asked.items()))
        if key not in about.kept:
            about.keep(key, _counts(cursor, rows))
        by_township, by_doctor = about.kept[key]
        there = list(by_doctor) if doctor is None else [one for one in by_doctor if doctor(one)]
        total = sum(by_doctor[one] for one in there)
        page = ("page", *key, None if doctor is None else tuple(there), first, most)
        if page not in about.kept:
            narrowed = _page(rows, None if doctor is None else there, first, most)
            found = tuple(Key(*row) for row in cursor.execute(narrowed).fetchall())
            if most is not None:  # whole lists are made once, for a workbook
                about.keep(page, found)
        else:
            found = about.kept[page]
    return Keys(measure, which, found, total, by_township, by_doctor, known_only, about.data_time)


def _counts(cursor: duckdb.DuckDBPyConnection, rows: str) -> tuple[Counter[str | None], Counter[Doctor]]:
    """Count a list by township and by doctor, in one statement."""
    counts = cursor.execute(
        f"SELECT GROUPING(township), township, organisation, doctor, count(*) FROM ({rows})"
        " GROUP BY GROUPING SETS ((township), (organisation, doctor)) ORDER BY ALL"
    ).fetchall()
    by_township = Counter({township: people for by, township, _, _, people in counts if not by})
    by_doctor = Counter(
        {(organisation, doctor): people for by, _, organisation, doctor, people in counts if by}
    )
    return by_township, by_doctor


def _page(rows: str, doctors: list[Doctor] | None, first: int, most: int | None) -> str:
    """Return the query of a page of a list. Doctors are looked up by their place among those counted."""
    narrowed = ""
    if doctors is not None:
        pairs = ", ".join(
            f"({_literal(organisation)}, {_literal(doctor)})" for organisation, doctor in doctors
        )
        narrowed = (
            f" WHERE EXISTS (SELECT 1 FROM (VALUES {pairs}) d(organisation, doctor) WHERE"
            " d.organisation IS NOT DISTINCT FROM l.organisation AND d.doctor IS NOT DISTINCT FROM l.doctor)"
            if pairs
            else " WHERE false"
        )
    limit = "" if most is None else f" LIMIT {int(most)} OFFSET {int(first)}"
    return f"""
        SELECT record, version, person, county, township, organisation, doctor FROM ({rows}) l{narrowed}
        ORDER BY county NULLS LAST, township NULLS LAST, organisation NULLS LAST, doctor NULLS LAST, record, person{limit}
    """


def _literal(value: int | str | None) -> str:
    """Write a value that came out of the file into a statement."""
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def cases(keys: Keys, *, first: int = 0, most: int = 50, masked: bool = True) -> list[Case]:
    """Return a page of a list as it stands now; rows that the present scope does not show are left out.

    Call it inside `acting_as`; that identities were read is audited. Unmasked only for a reason of its
    own (see `identities_of`).
    """
    page = keys.keys[first : first + most]
    found = _with_records(keys.measure, [key for key in page if key.record is not None], masked=masked)
    alone = [key for key in page if key.record is None]
    known = identities_of_persons([key.person for key in alone], masked=masked) if alone else {}
    found |= {key: Case(key, known[key.person], None, False, False) for key in alone if key.person in known}
    return [found[key] for key in page if key in found]


def _with_records(measure: Measure, page: Sequence[Key], *, masked: bool) -> dict[Key, Case]:
    """Join keys to their records as they are now."""
    if not page:
        return {}
    model = measure.source.model
    link = next(iter(sighting_fields(model.dataset).values()))
    rows = model._default_manager.filter(pk__in=[key.record for key in page]).values_list(
        "pk", "version", "standing", "happened_on", f"{link}_id"
    )
    there = {pk: rest for pk, *rest in rows}
    known = identities_of({rest[3] for rest in there.values()}, masked=masked)
    found = {}
    for key in page:
        if key.record in there:
            version, standing, day, sighting = there[key.record]
            found[key] = Case(
                key, known[sighting], day, updated=version != key.version, gone=standing != Standing.ACCEPTED
            )
    return found


def _of_records(said: Asked, which: Which) -> str:
    """Return the query of records in the numerator, the denominator, or in the latter alone."""
    measure = said.measure
    if which is Which.DENOMINATOR and measure.from_outside:
        raise Mistake("分母是平台以外的人口数，没有名单。可以查看分子和应检未检名单。")
    if which is not Which.NUMERATOR and not measure.is_rate:
        raise Mistake("该指标没有分母。")
    in_numerator, in_denominator = measure.columns
    if measure.of is Of.ITEMS:
        left = f"{in_denominator} > {in_numerator}"
        in_numerator, in_denominator = f"{in_numerator} > 0", f"{in_denominator} > 0"
    else:
        left = f"{in_denominator} AND NOT {in_numerator}"
    condition = {
        Which.NUMERATOR: in_numerator,
        Which.DENOMINATOR: in_denominator,
        Which.NOT_YET: left,
    }[which]
    return f"""
        SELECT record, version, person, county, township, organisation, doctor FROM {said.source}
        WHERE {said.seen} AND {said.here} AND {said.who} AND {condition}
    """


def _not_yet(said: Asked) -> str:
    """Return the query of known living persons of these ages who are not in the numerator, wherever they are."""
    in_numerator, _ = said.measure.columns
    living = f" AND (died IS NULL OR died > {said.last_month})" if said.measure.living else ""
    return f"""
        SELECT NULL AS record, NULL AS version, person, county, township, organisation, doctor FROM person
        WHERE {said.seen} AND {said.here} AND {said.alive}
          AND person NOT IN (SELECT person FROM {said.source} WHERE {in_numerator}{living})
    """
