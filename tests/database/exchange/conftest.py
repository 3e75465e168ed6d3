"""A province with announced check-ups in real PostgreSQL, and a real receiver process that fails on demand."""

import datetime as dt
import json
import os
import random
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import psycopg
import pytest
from tests.database.ready import become

from qinkang.kernel.citizen_id import check_character
from qinkang.sandbox.receivers.faults import Faults
from qinkang.sandbox.receivers.national_elderly import server
from qinkang.sandbox.receivers.national_elderly.ledger import Ledger
from qinkang.sandbox.receivers.national_elderly.process import CLIENT, SECRET, NationalElderlyReceiver
from qinkang.supervisor.cluster import free_port

PROVINCE = 1
TARGET, DATASET = "national_elderly", "elderly.health_check"
TABLES = (
    "records_attempt", "records_outbox", "records_healthcheckdrugs", "records_healthcheck", "records_sighting",
    "exchange_channel", "exchange_manualfile", "exchange_manualrow", "exchange_manualanswer",
)  # fmt: skip


@pytest.fixture(scope="session")
def environment(postgres, place) -> Iterator[dict[str, str]]:
    """Say where the database of the tests is, for this process and those it starts."""
    told = {
        "QK_VAR": str(place / "var"),
        "QK_ROLE": "worker",
        "DJANGO_SETTINGS_MODULE": "qinkang.web.settings",
        "PYTHONPATH": "src",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in told.items():
            patch.setenv(name, value)
        yield told


@pytest.fixture
def province(laid_out, environment, database_url):
    """Give an empty province to announce check-ups in; be the worker."""
    with psycopg.connect(database_url("qk_owner"), autocommit=True) as owner:
        owner.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")
    before = become("qk_worker")
    yield Province()
    become(before)


class Province:
    """Records and announcements as `records` makes them, a few at a time."""

    def __init__(self):
        from qinkang.accounts.scope import Scope

        self.scope = Scope((PROVINCE,))
        self.people = 0

    @contextmanager
    def acting(self):
        from qinkang.accounts.scope import acting_as

        with acting_as(self.scope, actor="job:test", because="测试"):
            yield

    def check_ups(self, count, *, wrong=(), announce=True, after=(), **values):
        """Store check-ups of as many people and announce them; `wrong` ones have a false number."""
        from qinkang.kernel import clock
        from qinkang.records.key_check import ring_in_force
        from qinkang.records.models import HealthCheck, HealthCheckDrugs, Sighting
        from qinkang.records.sealing import seal_many

        now, scope = clock.now(), [PROVINCE]
        with self.acting():
            numbers = [self.number(false=n in wrong) for n in range(count)]
            sightings = Sighting.objects.bulk_create(
                Sighting(
                    sender=1, fingerprint=number.encode(), seal_key=1, index_key=1, sealed=b"", sex=None,
                    birth_date=dt.date(1949, 12, 31), live_region="610322001001", scope=scope, batch_id=1,
                    created_at=now,
                )
                for number in numbers
            )  # fmt: skip
            inside = [
                json.dumps({"name": "欧阳试验", "id_type": "01", "id_no": number}).encode()
                for number in numbers
            ]
            ids = [one.pk for one in sightings]
            for one, sealed in zip(
                sightings, seal_many(ring_in_force(), "records_sighting", "sealed", ids, inside), strict=True
            ):
                one.sealed = sealed
            Sighting.objects.bulk_update(sightings, ["sealed"])
            records = HealthCheck.objects.bulk_create(
                HealthCheck(
                    **{"sighting": one, "check_date": dt.date(2025, 4, 9), **values}, sender=1, source_no=f"no-{one.pk}", business_key=f"{one.pk}".encode(),
                    content=b"", version=1, standing="accepted", happened_on=dt.date(2025, 4, 9), scope=scope,
                    batch_id=1, row_number=1, recorded_at=now, actor="job:test",
                    org="凤翔区城关镇卫生院", height=165.0, weight=61.5, sbp_left=132, symptoms=["2", "3"],
                )
                for one in sightings
            )  # fmt: skip
            HealthCheckDrugs.objects.bulk_create(
                HealthCheckDrugs(record=one, seq=1, scope=scope, name="氨氯地平") for one in records
            )
        found = [one.pk for one in records]
        if announce:
            self.announce(found, after=after)
        return found

    def number(self, *, false=False):
        """An invented citizen number of nobody: the area 610000 is never on a card."""
        self.people += 1
        first = f"61000019491231{self.people % 1000:03d}"
        if self.people >= 1000:
            first = f"6100{self.people // 1000:02d}19491231{self.people % 1000:03d}"
        check = check_character(first)
        return first + ("0" if check != "0" else "1") if false else first + check

    def announce(
        self, records, *, version=1, operation="new", after=(), target=TARGET, state="waiting", **more
    ):
        """Announce a version of some records."""
        from qinkang.kernel import clock
        from qinkang.records.models import Outbox

        with self.acting():
            Outbox.objects.bulk_create(
                Outbox(
                    target=target, subject=f"{DATASET}/{one}", dataset=DATASET, record_id=one, version=version,
                    operation=operation, after=list(after), scope=[PROVINCE], batch_id=1,
                    announced_at=clock.now(), state=state, **more,
                )
                for one in records
            )  # fmt: skip

    def change(self, records, version, **values):
        """Correct records and announce the new version."""
        from qinkang.records.models import HealthCheck

        with self.acting():
            HealthCheck.objects.filter(pk__in=records).update(version=version, **values)
        self.announce(records, version=version, operation="update")

    def states(self, *, subjects=False):
        """Count the outbox rows by state, or give the state of each subject and version."""
        rows = self.rows()
        if subjects:
            return {(int(subject.rpartition("/")[2]), version): state for subject, version, state in rows}
        found = {}
        for _, _, state in rows:
            found[state] = found.get(state, 0) + 1
        return found

    def rows(self):
        """Every outbox row: subject, version, state."""
        from qinkang.records.models import Outbox

        with self.acting():
            return list(Outbox.objects.order_by("id").values_list("subject", "version", "state"))

    def row(self, record, version=1):
        """One outbox row."""
        from qinkang.records.models import Outbox

        with self.acting():
            return Outbox.objects.get(record_id=record, version=version)

    def attempts(self):
        """The outcome of every attempt, in order."""
        from qinkang.records.models import Attempt

        with self.acting():
            return list(Attempt.objects.order_by("id").values_list("outcome", flat=True))


@pytest.fixture
def receiver(tmp_path):
    """Start a receiver in a thread: `receiver("cuts", seed=3)`. It is ended with the test."""
    started = []

    def start(faults="none", seed=1, **options):
        made = Threaded(tmp_path / "ledger.sqlite", faults, seed, **options)
        started.append(made)
        return made.start()

    yield start
    for one in started:
        one.end()


@pytest.fixture
def process(environment, tmp_path):
    """Start a receiver as the process it is in the demo, which can be killed."""
    started = []

    def start(faults="none", seed=1, **options):
        made = Process(tmp_path / "ledger.sqlite", faults, seed, **options)
        started.append(made)
        return made.start()

    yield start
    for one in started:
        one.end()


class Receiver:
    """A receiver on a port of its own; what is asked of it goes there by HTTP."""

    def __init__(self, ledger, faults, seed, *, hang=0.6, **options):
        self.there = NationalElderlyReceiver(free_port(None), ledger, faults, seed, hang=hang, **options)

    def __getattr__(self, name):
        return getattr(self.there, name)


class Threaded(Receiver):
    """The quick one."""

    def start(self):
        there = self.there
        faults = Faults.named(there.faults, there.seed, share=there.share, calls=there.calls)
        self.server = server.Receiver(
            there.port, Ledger(there.ledger), faults, client=CLIENT, secret=SECRET, hang=there.hang
        )
        threading.Thread(target=self.server.serve_forever, args=(0.01,)).start()
        return self

    def end(self):
        self.server.shutdown()
        self.server.server_close()


class Process(Receiver):
    """The real one."""

    def start(self):
        self.process = subprocess.Popen(self.there.argv(), env={**os.environ, "PYTHONPATH": "src"})
        while not self.there.answers():
            assert self.process.poll() is None, "the receiver ended"
            time.sleep(0.02)
        return self

    def end(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture
def delivery(province):
    """Make a loop to a receiver, in a hurry: `delivery(receiver)`."""
    made = []

    def make(receiver, *, batch=7, in_flight=3, seed=1, read=0.3, settles_after=0.7):
        from qinkang.exchange.connectors.national_elderly.connector import NationalElderly
        from qinkang.exchange.loop import Delivery
        from qinkang.exchange.pauses import Pauses

        connector = NationalElderly.connected(
            replace(receiver.connection, patience=read), settles_after=settles_after
        )
        connector.batch, connector.in_flight = batch, in_flight
        made.append(connector.http)
        pauses = Pauses(first=0.05, longest=0.4, random=random.Random(seed))
        return Delivery(connector, province.scope, pauses)

    yield make
    for http in made:
        http.close()
