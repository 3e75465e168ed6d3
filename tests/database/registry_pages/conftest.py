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
