"""Invented people with check-ups in real PostgreSQL, and the analytical file made of them."""

import datetime as dt
import itertools
import json
import shutil
from contextlib import contextmanager

import psycopg
import pytest
from tests.database.ready import become

from qinkang.accounts.scope import Acting, Scope, acting_as
from qinkang.kernel import clock
from qinkang.measures import opening
from qinkang.measures.building import build
from qinkang.measures.declared.elderly.check_up import FROM_65_ON, MANDATORY
from qinkang.records.key_check import ring_in_force
from qinkang.records.models import (
    Contract,
    ContractItems,
    HealthCheck,
    Outbox,
    Person,
    PersonLink,
    ResidentPopulation,
    Sighting,
)
from qinkang.records.sealing import seal_many
from qinkang.records.tables import own_fields
from qinkang.registry.models import ManagementUnit
from qinkang.registry.questions import scopes_for
from qinkang.standards import datasets
from qinkang.standards.field import Choices, Number

TABLES = (
    "records_outbox", "records_healthcheck", "records_residentpopulation", "records_personlink", "records_person",
    "records_sighting", "measures_target", "records_contractitems", "records_contract", "records_selfcare",
    "records_living", "records_death", "records_elderlyperson",
)  # fmt: skip
TODAY = dt.date(2026, 3, 2)
FILLED = {
    name: ["1"] if isinstance(field, Choices) else 1.0 if isinstance(field, Number) else "1"
    for name, field in own_fields(datasets.HealthCheck).items()
    if name in (*MANDATORY, *FROM_65_ON)
}


@pytest.fixture
def province(laid_out, database_url):
    """Give a province without a single record, on a Monday in March 2026; we are the worker."""
    with clock.frozen(TODAY):
        before = become("qk_worker")
        made = Province(database_url)
        made.empty()
        yield made
        made.empty()
        become(before)


class Province:
    """Stores people, check-ups and denominators; builds the file; says who sees what."""

    def __init__(self, database_url):
        self.owner = database_url("qk_owner")
        self.units = dict(ManagementUnit.objects.values_list("code", "id"))
        self.here = self.scope("SX-610000")
        self.known, self.later = {}, []

    def empty(self):
        """Take everything out again, the file too."""
        with psycopg.connect(self.owner, autocommit=True) as owner:
            owner.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")
            owner.execute("DELETE FROM registry_organisation WHERE code LIKE 'T-%'")
            owner.execute("DELETE FROM registry_managementunit WHERE code LIKE 'T-%'")
        shutil.rmtree(opening.folder())
        self.numbers = itertools.count(1)

    def give_back(self, area):
        """Take a unit's area out again, which only the owner may."""
        with psycopg.connect(self.owner, autocommit=True) as owner:
            owner.execute("DELETE FROM registry_unitarea WHERE id = %s", [area])

    def scope(self, *codes):
        """The scope of some units, by code."""
        return Scope(tuple(self.units[code] for code in codes))

    def by(self, scope=None, because="测试"):
        """Who acts."""
        return Acting(scope or self.here, "user:7", because)

    @contextmanager
    def acting(self, scope=None, because="测试"):
        """Act in a scope, the province's by default."""
        with acting_as(scope or self.here, actor="user:7", because=because):
            yield

    def seen_by(self, region, *more):
        """What the intake would have written into a row's scope."""
        if region not in self.known:
            (self.known[region],) = scopes_for([[region]], [], None, TODAY)
        return sorted({*self.known[region], self.units["SX-610000"], *more})

    def people(self, *told):
        """Store persons, each by a dict of sex, birth_date, live_region and name; return their numbers."""
        now = clock.now()
        with self.acting():
            sightings = [
                Sighting(
                    sender=1, fingerprint=f"p{next(self.numbers)}".encode(), seal_key=1, index_key=1, sealed=b"-",
                    sex=one.get("sex", "1"), birth_date=one.get("birth_date", dt.date(1950, 5, 5)),
                    live_region=one.get("live_region"), scope=self.seen_by(one.get("live_region")), batch_id=1,
                    created_at=now,
                )
                for one in told
            ]  # fmt: skip
            Sighting.objects.bulk_create(sightings)
            contents = [
                json.dumps({"name": one.get("name", "欧阳试验"), "id_type": "01", "id_no": one.get("id_no", "610000194912310019")}).encode()
                for one in told
            ]  # fmt: skip
            sealed = seal_many(
                ring_in_force(), "records_sighting", "sealed", [s.pk for s in sightings], contents
            )
            self.later += [(content, one.pk) for one, content in zip(sightings, sealed, strict=True)]
            persons = Person.objects.bulk_create(
                Person(
                    sex=s.sex, birth_date=s.birth_date, live_region=s.live_region, name_from=s, number_from=s,
                    scope=s.scope, created_at=now,
                )
                for s in sightings
            )  # fmt: skip
            PersonLink.objects.bulk_create(
                PersonLink(
                    sighting=s, person=p, how="number", since=now, batch_id=1, actor="job:test", scope=s.scope
                )
                for s, p in zip(sightings, persons, strict=True)
            )
        return [one.pk for one in persons]

    def seal(self):
        """Put the envelopes in: sealing needs the numbers of committed sightings, which only the owner may change."""
        with psycopg.connect(self.owner, autocommit=True) as owner:
            owner.execute("ALTER TABLE records_sighting NO FORCE ROW LEVEL SECURITY")
            owner.cursor().executemany("UPDATE records_sighting SET sealed = %s WHERE id = %s", self.later)
            owner.execute("ALTER TABLE records_sighting FORCE ROW LEVEL SECURITY")
        self.later = []

    def moved(self, person, region):
        """Let a person be known under another address too; return the sighting."""
        with self.acting():
            sighting = Sighting.objects.create(
                sender=2, fingerprint=f"p{next(self.numbers)}".encode(), seal_key=1, index_key=1, sealed=b"-",
                live_region=region, scope=self.seen_by(region), batch_id=1, created_at=clock.now(),
            )  # fmt: skip
            PersonLink.objects.create(
                sighting=sighting, person_id=person, how="number", since=clock.now(), batch_id=1, actor="job:test",
                scope=sighting.scope,
            )  # fmt: skip
        return sighting.pk

    def check_ups(self, *told):
        """Store check-ups, each by a dict with `person`, `day` and any columns; return their numbers."""
        now = clock.now()
        with self.acting():
            links = PersonLink.objects.order_by("-sighting_id").values_list("person_id", "sighting_id")
            sightings = dict(links)  # the first of each person
            regions = dict(Sighting.objects.values_list("pk", "live_region"))
            records = HealthCheck.objects.bulk_create(
                HealthCheck(
                    **{
                        **FILLED,
                        "org": "凤翔区城关镇卫生院",
                        "doctor": "甲医生",
                        "standing": "accepted",
                        "version": 1,
                        **{k: v for k, v in one.items() if k not in ("person", "day", "sighting")},
                    },
                    sighting_id=one.get("sighting") or sightings[one["person"]],
                    check_date=one["day"], happened_on=one["day"], sender=1,
                    business_key=f"{next(self.numbers)}".encode(), content=b"",
                    scope=self.seen_by(regions[one.get("sighting") or sightings[one["person"]]]), batch_id=1, row_number=1, recorded_at=now,
                    actor="job:test",
                )
                for one in told
            )  # fmt: skip
        return [one.pk for one in records]

    def records(self, model, *told):
        """Store records of any data set, each by a dict with `person`, `day` and any columns; return their numbers."""
        now = clock.now()
        with self.acting():
            links = PersonLink.objects.order_by("-sighting_id").values_list("person_id", "sighting_id")
            sightings = dict(links)  # the first of each person
            regions = dict(Sighting.objects.values_list("pk", "live_region"))
            made = model.objects.bulk_create(
                model(
                    **{"standing": "accepted", "version": 1, **{k: v for k, v in one.items() if k not in ("person", "day")}},
                    **{model.dataset.happened_on: one["day"]}, happened_on=one["day"], sighting_id=sightings[one["person"]],
                    sender=1, business_key=f"{next(self.numbers)}".encode(), content=b"",
                    scope=self.seen_by(regions[sightings[one["person"]]]), batch_id=1, row_number=1, recorded_at=now,
                    actor="job:test",
                )
                for one in told
            )  # fmt: skip
        return [one.pk for one in made]

    def items(self, contract, *told):
        """Store the items of a contract, each by how often it is due and was done."""
        with self.acting():
            scope = Contract.objects.get(pk=contract).scope
            ContractItems.objects.bulk_create(
                ContractItems(record_id=contract, seq=place, scope=scope, due_n=due, done_n=done)
                for place, (due, done) in enumerate(told, 1)
            )

    def pushed(self, records, *, operation="new", state="delivered", version=1):
        """Let the national system have confirmed these records."""
        with self.acting():
            Outbox.objects.bulk_create(
                Outbox(
                    target="national_elderly", subject=f"elderly.health_check/{one}", dataset="elderly.health_check",
                    record_id=one, version=version, operation=operation, state=state,
                    scope=[self.units["SX-610000"]], announced_at=clock.now(),
                )
                for one in records
            )  # fmt: skip

    def population(self, year, numbers, *, sex="0", band="65+", source="1"):
        """Store denominators: area to people."""
        now = clock.now()
        with self.acting():
            ResidentPopulation.objects.bulk_create(
                ResidentPopulation(
                    year=year, area=area, sex=sex, age_band=band, people=people, source=source,
                    as_of=dt.date(year, 12, 31), happened_on=dt.date(year, 12, 31), sender=1,
                    business_key=f"{next(self.numbers)}".encode(), content=b"", version=1, standing="accepted",
                    scope=self.seen_by(area), batch_id=1, row_number=1, recorded_at=now, actor="job:test",
                )
                for area, people in numbers.items()
            )  # fmt: skip

    def build(self):
        """Make the file."""
        return build(self.here)
