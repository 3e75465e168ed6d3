"""What one source knows of a person stands beside what another knows; a death told twice by one is one."""

import datetime as dt

import pyarrow as pa
import pytest
from tests.database.records.conftest import PROVINCE, XIAN, identities

from qinkang.records.models import Death, ElderlyPerson, ElderlyPersonDiagnoses
from qinkang.records.writing.records import store_records
from qinkang.records.writing.sightings import store_sightings

TEXT = pa.string()
GIVEN = {
    "source_no": pa.array([None], TEXT),
    "source_version": pa.array([None], pa.int64()),
    "withdraw": pa.array([False]),
    "standing": pa.array(["accepted"], TEXT),
    "scope": pa.array([[PROVINCE, XIAN]], pa.list_(pa.int32())),
    "row_number": pa.array([1], pa.int32()),
}


@pytest.fixture
def tell(worker, acting):
    """Store one row about one person; return what became of it."""

    def stored(model, sender, batch, **values):
        columns = {
            name: pa.array([value], model.dataset.columns[name].arrow) for name, value in values.items()
        }
        with acting():
            sighted = store_sightings(identities([{"person": 1}]), sender=sender, batch=batch)
            told = store_records(
                model,
                pa.table({**columns, **GIVEN}),
                sighted={"subject": sighted},
                sender=sender,
                batch=batch,
            )
        return told.outcome[0].as_py()

    return stored


@pytest.mark.clause("E5")
def test_two_sources_keep_a_record_of_one_person_each_and_a_source_only_one(tell, acting):
    assert tell(ElderlyPerson, 1, 1, as_of=dt.date(2025, 3, 5), living_arrangement="01") == "inserted"
    assert tell(ElderlyPerson, 2, 2, as_of=dt.date(2025, 4, 5), living_arrangement="02") == "inserted"
    assert tell(ElderlyPerson, 1, 3, as_of=dt.date(2025, 5, 5), living_arrangement="03") == "superseded"

    with acting():
        known = ElderlyPerson.objects.order_by("sender").values_list("sender", "living_arrangement")
        assert list(known) == [(1, "03"), (2, "02")]


def test_illnesses_with_their_months_stand_in_their_place(tell, acting):
    illnesses = {
        "diagnoses_1_disease": "2",
        "diagnoses_1_diagnosed": dt.date(2015, 3, 1),
        "diagnoses_2_disease": "3",
    }
    tell(ElderlyPerson, 1, 1, as_of=dt.date(2025, 3, 5), history_disease=["2", "3"], **illnesses)

    with acting():
        kept = ElderlyPersonDiagnoses.objects.order_by("seq").values_list("seq", "disease", "diagnosed")
        assert list(kept) == [(1, "2", dt.date(2015, 3, 1)), (2, "3", None)]


def test_a_death_told_by_another_source_stands_beside_the_first_whoever_sends_it(tell, acting):
    day = dt.date(2025, 3, 5)
    assert tell(Death, 1, 1, death_date=day, source="1") == "inserted"
    assert tell(Death, 1, 2, death_date=day, source="2") == "inserted"
    assert tell(Death, 2, 3, death_date=dt.date(2025, 3, 6), source="2") == "superseded"

    with acting():
        told = Death.objects.order_by("source").values_list("source", "death_date")
        assert list(told) == [("1", day), ("2", dt.date(2025, 3, 6))]
