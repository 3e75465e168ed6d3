"""Officers who keep the register by page; what they entered is taken out again."""

from collections.abc import Iterator

import psycopg
import pytest
from tests.database.accounts.conftest import act, audited, db, person, unit  # noqa: F401  - fixtures by name

TABLES = ("qualification", "formername", "organisation")


@pytest.fixture
def register(db, database_url) -> Iterator[None]:  # noqa: F811
    """Begin with an empty register, and leave it empty."""
    with psycopg.connect(database_url("qk_owner"), autocommit=True) as owner:

        def empty():
            for table in TABLES:
                owner.execute(f"DELETE FROM registry_{table}")
            owner.execute("DELETE FROM registry_holidaynotice WHERE year > 2026")
            owner.execute("DELETE FROM registry_workingday WHERE day > '2026-12-31'")

        empty()
        yield
        empty()


@pytest.fixture
def orders(db, postgres) -> Iterator[None]:  # noqa: F811
    """Take back what is decided about sources: elsewhere nothing of it may be unsaid."""
    with psycopg.connect(postgres.url("qk_admin"), autocommit=True) as admin:
        (before,) = admin.execute("SELECT max(id) FROM registry_sourceprecedence").fetchone()
        (moment,) = admin.execute("SELECT now()").fetchone()
        yield
        admin.execute("SET session_replication_role = replica")
        admin.execute("DELETE FROM registry_sourceprecedence WHERE id > %s", [before])
        admin.execute(
            "UPDATE registry_sourceprecedence SET known_until = NULL WHERE known_until >= %s", [moment]
        )
