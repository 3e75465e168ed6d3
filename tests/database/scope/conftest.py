"""The four places, made once, and officers who look at them with every duty of elderly and of maternal health."""

from collections.abc import Iterator

import psycopg
import pytest
from tests.database.accounts.conftest import act, audited, db, person, unit  # noqa: F401  - fixtures by name
from tests.database.maternal.conftest import empty as no_sheets
from tests.database.pipeline.conftest import TABLES
from tests.database.scope.officer import DUTIES, Officer
from tests.database.scope.places import ORGANISATION, PLACES, Places

from qinkang.exchange.connectors.manual_national_elderly.connector import ManualNationalElderly

MINE = (
    "records_evidence", "records_correction", "records_pair", "records_conflict", "records_linkdecision",
    "intake_upload", "intake_withdrawal", "intake_markedcopy", "intake_missingrecord", "exchange_manualfile",
)  # fmt: skip


@pytest.fixture(scope="module")
def places(laid_out, postgres) -> Iterator[Places]:
    """Give the four places; take everything away again, for the tree is everybody's."""
    no_sheets(postgres.url("qk_owner"))
    with (
        psycopg.connect(postgres.url("qk_owner"), autocommit=True) as owner,
        pytest.MonkeyPatch.context() as patch,
    ):
        empty = f"TRUNCATE {', '.join((*TABLES, *MINE))} CASCADE"
        owner.execute(empty)
        patch.setattr(ManualNationalElderly, "sends", frozenset({"elderly.death"}))
        yield Places()
        owner.execute(empty)
        no_sheets(postgres.url("qk_owner"))
        owner.execute("DELETE FROM registry_organisation WHERE code = %s", [ORGANISATION])
        owner.execute("DELETE FROM registry_unitarea WHERE area_code = %s", [PLACES["沣西"].township])


@pytest.fixture
def officers(places, person, database_url) -> Iterator[list[Officer]]:  # noqa: F811
    """Give officers of 岐山县, of 西咸新区 and of the province, each with every duty and as keeper of accounts."""
    rights = [(line, duty) for line in ("elderly", "maternal") for duty in DUTIES] + [("maternal", "issue")]
    yield [
        Officer(where, person(f"officer{at.lower()}", at=at, rights=rights, keeps=at, factor=True))
        for where, at in {"岐山": "610323", "沣西": "XX", "省": "610000"}.items()
    ]
    with psycopg.connect(database_url("qk_owner"), autocommit=True) as owner:
        owner.execute("TRUNCATE reports_export")
