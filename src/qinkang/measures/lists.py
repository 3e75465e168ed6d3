"""The lists behind a figure: keys out of the same file, joined to the truth under row security."""

# ruff: noqa: S608  names in statements are of our own declarations, values are checked in `asked`

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from qinkang.accounts.scope import Scope
from qinkang.kernel.area import PROVINCE
from qinkang.kernel.period import Period
from qinkang.measures import opening
from qinkang.measures.asked import Ages, Asked, asked
from qinkang.measures.measure import Measure
from qinkang.measures.place import Tree
from qinkang.mistake import Mistake
from qinkang.records.reading import Identity, identities_of, identities_of_persons
from qinkang.records.tables import Standing, sighting_fields


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
    """A list as the file has it.

    Attributes:
        known_only: the list holds known persons, while the denominator counts residents from outside:
            those who were never recorded are on no list.
    """

    measure: Measure
    which: Which
    keys: tuple[Key, ...]
    known_only: bool
    data_time: datetime

    @property
    def by_township(self) -> Counter[str | None]:
        """People by township; None where nobody knows."""
        return Counter(key.township for key in self.keys)

    @property
    def by_doctor(self) -> Counter[tuple[int | None, str | None]]:
        """People by institution and responsible doctor."""
        return Counter((key.organisation, key.doctor) for key in self.keys)


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
    period: Period,
    which: Which,
    area: str = PROVINCE,
    tree: Tree = Tree.STATUTORY,
    sex: str | None = None,
    ages: Ages | None = None,
    pushed_only: bool = False,
) -> Keys:
    """Return the keys behind a figure asked for in the same words.

    应检未检 are, for a count and where the denominator is from outside, the known persons of these ages
    who are not in the numerator; else those of the denominator who are not.

    Raises:
        NoFigures: the file was never built.
        Mistake: a denominator that has no list, because it comes from outside or there is none.
    """
    with opening.opened() as (cursor, about):
        said = asked(
            cursor, scope, measure, period=period, area=area, tree=tree, sex=sex, ages=ages, pushed_only=pushed_only
        )  # fmt: skip
        known_only = which is Which.NOT_YET and (measure.from_outside or not measure.is_rate)
        rows = cursor.execute(_not_yet(said) if known_only else _of_records(said, which)).fetchall()
    return Keys(measure, which, tuple(Key(*row) for row in rows), known_only, about.data_time)


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
    condition = {
        Which.NUMERATOR: in_numerator,
        Which.DENOMINATOR: in_denominator,
        Which.NOT_YET: f"{in_denominator} AND NOT {in_numerator}",
    }[which]
    return f"""
        SELECT record, version, person, county, township, organisation, doctor FROM {said.source}
        WHERE {said.seen} AND {said.here} AND {said.who(measure.age_on.value)} AND {condition}
        ORDER BY county NULLS LAST, township NULLS LAST, organisation NULLS LAST, doctor NULLS LAST, record
    """


def _not_yet(said: Asked) -> str:
    """Return the query of known persons of these ages who are not in the numerator, wherever they are."""
    in_numerator, _ = said.measure.columns
    return f"""
        SELECT NULL, NULL, person, county, township, organisation, doctor FROM person
        WHERE {said.seen} AND {said.here} AND {said.who(f"({said.period.year} - birth_year)")}
          AND person NOT IN (SELECT person FROM {said.source} WHERE {in_numerator})
        ORDER BY county NULLS LAST, township NULLS LAST, organisation NULLS LAST, doctor NULLS LAST, person
    """
