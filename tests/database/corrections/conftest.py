"""A province in which a record came through the real intake, and people who ask for it to be corrected."""

from collections.abc import Iterator

import psycopg
import pytest
from tests.database.accounts.conftest import act, audited, db, person, unit  # noqa: F401  - fixtures by name
from tests.database.elderly.conftest import id_number  # noqa: F401  - for the tests beside
from tests.database.pipeline.conftest import TABLES, Province
from tests.database.ready import become

from qinkang.accounts.scope import Acting, Scope, acting_as
from qinkang.kernel import clock
from qinkang.pipeline.corrections import store_next_correction
from qinkang.records.actions.correcting import Wanted, approve, ask
from qinkang.records.correcting.content import Content
from qinkang.records.models import Correction, HealthCheck
from qinkang.records.models.correction import Kind
from qinkang.registry.models import ManagementUnit
from qinkang.registry.questions import rulebook

MINE = ("records_evidence", "records_correction", "records_pair", "records_conflict", "records_linkdecision")
GROUNDS = "已核对纸质体检表"


class Office(Province):
    """The province with two officers of 岐山县: one asks, the other decides."""

    def __init__(self, asker: int, reviewer: int) -> None:
        self.asker, self.reviewer = f"user:{asker}", f"user:{reviewer}"

    def officer(self, actor: str | None = None, at: str = "SX-610323") -> Acting:
        """Give one of them: the reviewer, if not told otherwise."""
        found = ManagementUnit.objects.get(code=at)
        return Acting(Scope((found.pk,)), actor or self.reviewer, "页面：更正")

    def of(self, actor: str):
        """Open a transaction of one of them."""
        by = self.officer(actor)
        return acting_as(by.scope, actor=by.actor, because=by.because)

    def record(self, order: str = "id") -> HealthCheck:
        """Give the first record, or the last one with `-id`."""
        with self.acting():
            return HealthCheck.objects.order_by(order).first()

    def asks(self, kind=Kind.CHANGE, record=None, reason="typing", grounds=GROUNDS, **changes) -> Correction:
        record = record or self.record()
        book = rulebook(clock.today())
        with self.of(self.asker):
            record = type(record).objects.get(pk=record.pk)
            wanted = Wanted(record, kind, Content(changes, reason, grounds))
            return ask(wanted, by=self.officer(self.asker), book=book)

    def corrects(self, kind=Kind.CHANGE, record=None, **changes) -> Correction:
        """Let one ask, another approve, and the flow store it."""
        asked = self.asks(kind, record, **changes)
        approve(asked.pk, by=self.officer())
        while store_next_correction():
            pass
        return self.request(asked.pk)

    def request(self, number: int) -> Correction:
        with self.acting():
            return Correction.objects.get(pk=number)

    def requests(self, **words) -> list[Correction]:
        with self.acting():
            return list(Correction.objects.filter(**words).order_by("id"))


@pytest.fixture
def emptied(laid_out, database_url) -> None:
    with psycopg.connect(database_url("qk_owner"), autocommit=True) as owner:
        owner.execute(f"TRUNCATE {', '.join((*TABLES, *MINE))} CASCADE")


@pytest.fixture
def officers(emptied, person):  # noqa: F811
    """Give two officers of 岐山县: one may enter, one may review."""
    rights = {"asker": ["view", "enter"], "reviewer": ["view", "review", "export"]}
    return {
        name: person(name, rights=[("elderly", duty) for duty in duties]) for name, duties in rights.items()
    }


@pytest.fixture
def office(officers) -> Iterator[Office]:
    """Give a province in which one woman was examined, and be the worker."""
    before = become("qk_worker")
    found = Office(officers["asker"].user.pk, officers["reviewer"].user.pk)
    found.takes({}, at="2025-03-02")
    yield found
    become(before)
