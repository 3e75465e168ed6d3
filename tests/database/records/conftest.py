"""The tables as the owner made them, used by the roles that will use them; and check-ups of invented people."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import nullcontext

import psycopg
import pyarrow as pa
import pytest
from tests.database.ready import become

from qinkang.accounts.scope import Scope, acting_as
from qinkang.kernel.citizen_id import check_character
from qinkang.records.models import HealthCheck
from qinkang.records.tables import own_fields
from qinkang.records.writing.identity import FURTHER
from qinkang.records.writing.linkage import link_by_number
from qinkang.records.writing.records import Stored, store_records
from qinkang.records.writing.sightings import Sighted, store_sightings
from qinkang.standards import datasets

PROVINCE, XIAN, BAOJI = 1, 2, 3  # units; the province stands in every row's scope
TEXT, LISTS = pa.string(), pa.list_(pa.int32())


@pytest.fixture
def admin(laid_out, postgres) -> Iterator[psycopg.Connection]:
    """Give a superuser's connection: it sees what row security hides."""
    with psycopg.connect(postgres.url("qk_admin"), autocommit=True) as connection:
        yield connection


@pytest.fixture
def emptied(admin) -> None:
    """Empty every table of records, and the audit trail, which refuses it from everybody else."""
    tables = admin.execute(
        "SELECT string_agg(oid::regclass::text, ', ') FROM pg_class WHERE relkind = 'r'"
        " AND (relname LIKE 'records\\_%' OR relname = 'accounts_auditevent')"
        " AND relname <> 'records_keyfingerprint'"
    ).fetchone()[0]
    admin.execute("SET session_replication_role = replica")
    admin.execute(f"TRUNCATE {tables} CASCADE")
    admin.execute("SET session_replication_role = DEFAULT")


@pytest.fixture
def worker(emptied, django_db_blocker) -> Iterator[None]:
    """Be the worker, with empty tables."""
    with django_db_blocker.unblock() if django_db_blocker else nullcontext():
        before = become("qk_worker")
        yield
        become(before)


@pytest.fixture
def acting() -> Callable:
    """Act in units, the province if none is named: `with acting(XIAN):`."""

    def act(*units: int, actor="job:test", because="测试"):
        return acting_as(Scope(units or (PROVINCE,)), actor=actor, because=because)

    return act


def number(person: int) -> str:
    """Return an invented citizen number of nobody; the area 610000 stands on no card."""
    first = f"61000019{40 + person % 20}0101{person % 999 + 1:03d}"
    return first + check_character(first)


def identities(people: list[dict]) -> pa.Table:
    """Return identity columns; `person` gives name and number where they are not said."""
    usual = [
        {"name": f"甲试{one.get('person', 0)}", "id_no": number(one.get("person", 0)), "city": XIAN, **one}
        for one in people
    ]
    columns = {
        name: pa.array([one.get(name) for one in usual], TEXT) for name in ("name", "id_no", "phone", "sex")
    }
    for name in FURTHER:
        if any(name in one for one in people):
            columns[name] = pa.array([one.get(name) for one in people], TEXT)
    return pa.table(
        {
            **columns,
            "id_type": pa.array([one.get("id_type", "01") for one in usual], TEXT),
            "live_addr": pa.array([one.get("live_addr") for one in usual], TEXT),
            "live_region": pa.array([one.get("live_region", "610102") for one in usual], TEXT),
            "birth_date": pa.array(
                [one.get("birth_date", dt.date(1950, 1, 1)) for one in usual], pa.date32()
            ),
            "scope": pa.array([[PROVINCE, one["city"]] for one in usual], LISTS),
        }
    )


def check_ups(rows: list[dict]) -> pa.Table:
    """Return columns of check-ups; what is not said is as usual or empty."""
    usual = {"check_date": dt.date(2026, 5, 1), "org": "甲镇卫生院"}
    fields = {**own_fields(datasets.HealthCheck), **datasets.HealthCheck.columns}
    columns = {
        name: pa.array([{**usual, **row}.get(name) for row in rows], fields[name].arrow)
        for name in {*usual, *(name for row in rows for name in row if name in fields)}
        if name not in datasets.HealthCheck.identity_names
    }
    return pa.table(
        {
            **columns,
            "source_no": pa.array([row.get("source_no") for row in rows], TEXT),
            "source_version": pa.array([row.get("source_version") for row in rows], pa.int64()),
            "withdraw": pa.array([row.get("withdraw", False) for row in rows], pa.bool_()),
            "standing": pa.array([row.get("standing", "accepted") for row in rows], TEXT),
            "scope": pa.array([[PROVINCE, row.get("city", XIAN)] for row in rows], LISTS),
            "row_number": pa.array(range(1, len(rows) + 1), pa.int32()),
        }
    )


@pytest.fixture
def sight(worker, acting) -> Callable[..., Sighted]:
    """Store identities: `sight({"person": 1}, sender=1, batch=1)`."""

    def store(*people: dict, sender=1, batch=1) -> Sighted:
        with acting():
            return store_sightings(identities(list(people)), sender=sender, batch=batch)

    return store


@pytest.fixture
def link(worker, acting) -> Callable:
    """Link the new sightings of a batch."""

    def by_number(batch=1):
        with acting():
            return link_by_number(batch)

    return by_number


@pytest.fixture
def store(worker, acting) -> Callable[..., Stored]:
    """Store check-ups with the identities of their persons, all announced to `targets`."""

    def rows(*given: dict, sender=1, batch=1, targets=("national",)) -> Stored:
        with acting():
            sighted = store_sightings(identities(list(given)), sender=sender, batch=batch)
            told = {target: pa.array([True] * len(given)) for target in targets}
            return store_records(
                HealthCheck,
                check_ups(list(given)),
                sighted={"subject": sighted},
                sender=sender,
                batch=batch,
                targets=told,
            )

    return rows
