"""Who it is: sealed identities opened in memory, masked unless the reason for more is on record."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import acting
from qinkang.kernel import masking
from qinkang.records.key_check import ring_in_force
from qinkang.records.models import Person, Sighting
from qinkang.records.sealing import open_many

TABLE = Sighting._meta.db_table


@dataclass(frozen=True, repr=False)
class Identity:
    """One identity as it is to be shown; what was not given is None. `birth_date` is a year when masked."""

    name: str | None
    id_type: str | None
    id_no: str | None
    phone: str | None
    live_addr: str | None
    sex: str | None
    birth_date: str | None
    masked: bool


def identities_of(sightings: Collection[int], *, masked: bool = True) -> dict[int, Identity]:
    """Return the identities of the sightings that the present scope shows, by number.

    A masked one is personal information too, so every call is audited with the reason given to
    `acting_as`. Whoever asks for more than the masked form acts for that reason alone, in a transaction
    of its own, and the audit trail says `unmask_identity`.

    Raises:
        NotActing: outside `acting_as`.
    """
    acting()
    rows = _sealed(sightings)
    opened = _opened(rows, masked=masked)
    _audit(TABLE, sightings, len(opened), masked=masked)
    return opened


def identities_of_persons(persons: Collection[int], *, masked: bool = True) -> dict[int, Identity]:
    """Return who persons are, by number: the golden name and document number, other values as they go.

    Only what the present scope shows, audited as `identities_of` is. Raises NotActing outside `acting_as`.
    """
    acting()
    found = Person.objects.filter(pk__in=set(persons)).values_list(
        "pk", "name_from_id", "number_from_id", "sex", "birth_date"
    )
    people = {pk: rest for pk, *rest in found}
    wanted = {one for name, number, _, _ in people.values() for one in (name, number) if one}
    opened = _opened(_sealed(wanted), masked=masked)
    told = {}
    for pk, (name_from, number_from, sex, birth_date) in people.items():
        named, numbered = opened.get(name_from), opened.get(number_from)
        told[pk] = Identity(
            name=named and named.name,
            id_type=numbered and numbered.id_type,
            id_no=numbered and numbered.id_no,
            phone=named and named.phone,
            live_addr=named and named.live_addr,
            sex=sex,
            birth_date=_day(birth_date, masked=masked),
            masked=masked,
        )
    _audit(Person._meta.db_table, persons, len(told), masked=masked)
    return told


def _sealed(sightings: Collection[int]) -> list[tuple]:
    rows = Sighting.objects.filter(pk__in=set(sightings))
    return list(rows.values_list("pk", "sealed", "sex", "birth_date"))


def _opened(rows: list[tuple], *, masked: bool) -> dict[int, Identity]:
    """Open envelopes; what the caller may not see is gone before anything is returned."""
    ring = ring_in_force()
    contents = open_many(ring, TABLE, "sealed", [row[0] for row in rows], [bytes(row[1]) for row in rows])
    found = {}
    for (pk, _, sex, birth_date), content in zip(rows, contents, strict=True):
        said = json.loads(content)
        whole = {name: said.get(name) for name in ("name", "id_no", "phone", "live_addr")}
        shown = _masked(whole) if masked else whole
        found[pk] = Identity(
            **shown,
            id_type=said.get("id_type"),
            sex=sex,
            birth_date=_day(birth_date, masked=masked),
            masked=masked,
        )
    return found


def _masked(whole: dict[str, str | None]) -> dict[str, str | None]:
    return {
        "name": masking.name(whole["name"]),
        "id_no": masking.id_number(whole["id_no"]),
        "phone": masking.phone(whole["phone"]),
        "live_addr": masking.address(whole["live_addr"]),
    }


def _day(birth_date: object, *, masked: bool) -> str | None:
    if birth_date is None:
        return None
    return masking.birth_date(str(birth_date)) if masked else str(birth_date)


def _audit(table: str, asked: Collection[int], rows: int, *, masked: bool) -> None:
    """Write down the reading. The numbers of rows are ours and say nothing to an outsider."""
    numbers = sorted(set(asked))
    reference = f"{numbers[0]}…{numbers[-1]}" if len(numbers) > 1 else "".join(map(str, numbers))
    audit("read_identity" if masked else "unmask_identity", table, reference, rows=rows)
