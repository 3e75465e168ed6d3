"""A verdict that changes on a record which receivers were told of: they hear of it."""

import pyarrow as pa
import pytest
from tests.database.records.conftest import check_ups, identities

from qinkang.accounts.models import AuditEvent
from qinkang.records.models import HealthCheck, Outbox
from qinkang.records.tables import Standing
from qinkang.records.writing.records import store_records
from qinkang.records.writing.sightings import store_sightings
from qinkang.records.writing.standing import change_standing

TARGETS = ("hub", "national")


@pytest.fixture
def told(store, acting):
    """Three check-ups; both receivers have the first, one has the second, none the third."""
    records = store({"person": 1}, {"person": 2}, {"person": 3}, targets=TARGETS).record.to_pylist()
    with acting():
        Outbox.objects.filter(record_id=records[0]).update(state="delivered")
        Outbox.objects.filter(record_id=records[1], target="hub").update(state="unclear")
    return records


@pytest.fixture
def let_stand(told, acting):
    """Let the three stand in some way."""

    def change(standing, records=told):
        with acting():
            return sorted(change_standing(HealthCheck, records, standing, targets=TARGETS, batch=7))

    return change


def announced(acting, record):
    with acting():
        rows = Outbox.objects.filter(record_id=record).order_by("version", "target")
        return [f"{row.target} {row.version} {row.operation} {row.state}" for row in rows]


def test_what_is_held_is_withdrawn_where_it_was_told(told, let_stand, acting):
    assert let_stand(Standing.HELD) == told

    assert announced(acting, told[0])[2:] == ["hub 2 withdraw waiting", "national 2 withdraw waiting"]
    assert announced(acting, told[1]) == [
        "hub 1 new unclear", "national 1 new superseded", "hub 2 withdraw waiting",
    ]  # fmt: skip
    assert announced(acting, told[2]) == ["hub 1 new superseded", "national 1 new superseded"]
    with acting():
        assert set(HealthCheck.objects.values_list("standing", "version", "actor")) == {
            ("held", 2, "job:test")
        }
        assert AuditEvent.objects.filter(action="let_stand_held", rows=3).count() == 1


def test_what_counts_again_is_told_again(told, let_stand, acting):
    let_stand(Standing.HELD)
    with acting():
        Outbox.objects.filter(record_id=told[0], version=2).update(state="delivered")

    let_stand(Standing.ACCEPTED)

    assert announced(acting, told[0])[4:] == ["hub 3 new waiting", "national 3 new waiting"]
    assert announced(acting, told[1])[2:] == [
        "hub 2 withdraw superseded", "hub 3 update waiting", "national 3 new waiting",
    ]  # fmt: skip


def test_the_same_verdict_again_changes_nothing(told, let_stand, acting):
    let_stand(Standing.HELD)

    assert let_stand(Standing.HELD) == []
    with acting():
        assert set(HealthCheck.objects.values_list("version", flat=True)) == {2}


def test_what_its_sender_withdrew_stays_withdrawn(told, let_stand, acting):
    with acting():
        HealthCheck.objects.filter(pk=told[0]).update(standing="withdrawn")

    assert let_stand(Standing.ACCEPTED) == let_stand(Standing.HELD, told[:1]) == []


def test_a_verdict_withdraws_no_record_of_its_own(let_stand):
    with pytest.raises(ValueError, match="by its sender"):
        let_stand(Standing.WITHDRAWN)


def test_a_version_that_may_not_go_to_a_receiver_takes_back_what_it_has(worker, acting):
    def store(pulse, version, may_go):
        rows = [{"person": 1, "source_no": "a", "source_version": version, "pulse": pulse}]
        with acting():
            sighted = store_sightings(identities(rows), sender=1, batch=version)
            targets = {target: pa.array([may_go]) for target in TARGETS}
            return store_records(
                HealthCheck, check_ups(rows), sighted={"subject": sighted}, sender=1, batch=version,
                targets=targets,
            )  # fmt: skip

    (record,) = store(60.0, 1, may_go=True).record.to_pylist()
    with acting():
        Outbox.objects.filter(target="hub").update(state="delivered")

    assert store(70.0, 2, may_go=False).announced == 1

    assert announced(acting, record) == [
        "hub 1 new delivered", "national 1 new superseded", "hub 2 withdraw waiting",
    ]  # fmt: skip
