"""What happens to a row that arrives: the rule book of versions, and what is kept and announced."""

import pyarrow as pa
import pytest
from django.db.utils import IntegrityError, ProgrammingError
from tests.database.records.conftest import BAOJI, PROVINCE, XIAN, check_ups, identities
from tests.spec.kernel.drawn import drawn

from qinkang.records.models import HealthCheck, HealthCheckDrugs, Outbox
from qinkang.records.tables import part_models
from qinkang.records.writing.decision import LABELS, Outcome
from qinkang.records.writing.records import store_records
from qinkang.records.writing.sightings import store_sightings
from qinkang.records.writing.staging import recorded_models

STORIES = """
story                                     | first  | then   | outcome    | pulse | standing
------------------------------------------+--------+--------+------------+-------+----------
the same file again                       | a2=60  | a2=60  | unchanged  | 60    | accepted
a newer version                           | a2=60  | a3=70  | superseded | 70    | accepted
an older version                          | a2=60  | a1=70  | ignored    | 60    | accepted
the same version saying something else    | a2=60  | a2=70  | ignored    | 60    | accepted
a newer version saying the same           | a2=60  | a3=60  | unchanged  | 60    | accepted
no versions: what comes later is newer    | a=60   | a=70   | superseded | 70    | accepted
a version where there was none            | a=60   | a1=70  | superseded | 70    | accepted
withdrawn                                 | a2=60  | a3 作废 | withdrawn  | 60    | withdrawn
withdrawn in the very version             | a2=60  | a2 作废 | withdrawn  | 60    | withdrawn
withdrawn by an older message             | a2=60  | a1 作废 | ignored    | 60    | accepted
withdrawn by its business key             | a2=60  | b3 作废 | withdrawn  | 60    | withdrawn
no number: the same by its business key   | 2=60   | 3=70   | superseded | 70    | accepted
no number, older                          | 2=60   | 1=70   | ignored    | 60    | accepted
another number, the same business key     | a2=60  | b3=70  | superseded | 70    | accepted
held until somebody looks                 | a2=60  | a3~60  | superseded | 60    | held
"""


def told(said: str) -> dict:
    """Read `a2=60`: number a, version 2, pulse 60; `~` holds the row, 作废 withdraws it."""
    head, mark, pulse = said.partition("~") if "~" in said else said.partition("=")
    withdraw = head.endswith("作废")
    head = head.removesuffix("作废").strip()
    source_no = head.rstrip("0123456789") or None
    version = head[len(source_no or "") :]
    return {
        "person": 1,
        "source_no": source_no,
        "source_version": int(version) if version else None,
        "pulse": float(pulse) if pulse else None,
        "withdraw": withdraw,
        "standing": "held" if mark == "~" else "accepted",
    }


def records(acting) -> list[HealthCheck]:
    with acting():
        return list(HealthCheck.objects.order_by("id"))


@pytest.mark.parametrize("story", drawn(STORIES), ids=lambda story: story["story"])
def test_a_row_that_means_a_known_record(story, store, acting):
    assert store(told(story["first"]), batch=1).outcome.to_pylist() == ["inserted"]

    stored = store(told(story["then"]), batch=2)

    (record,) = records(acting)
    assert stored.outcome.to_pylist() == [story["outcome"]]
    assert (record.pulse, record.standing) == (float(story["pulse"]), story["standing"])


def test_a_withdrawal_of_what_never_came_finds_nothing(store, acting):
    stored = store({**told("a1 作废"), "person": 9})

    assert (stored.outcome.to_pylist(), stored.record.to_pylist()) == (["absent"], [None])
    assert records(acting) == []


def test_every_outcome_has_words_for_the_receipt():
    assert set(LABELS) == set(Outcome)


def test_a_version_in_between_that_comes_late_is_not_taken(store, acting):
    store(told("a1=60"), batch=1)
    store(told("a3=60"), batch=2)

    assert store(told("a2=70"), batch=3).outcome.to_pylist() == ["ignored"]
    assert records(acting)[0].pulse == 60


def test_of_rows_of_one_batch_that_mean_one_record_the_newest_speaks(store, acting):
    stored = store(told("a1=60"), told("a3=80"), told("a2=70"), told("=90"))

    assert stored.outcome.to_pylist() == ["repeated", "inserted", "repeated", "repeated"]
    assert [record.pulse for record in records(acting)] == [80]


def test_a_withdrawn_record_comes_back_with_a_newer_version(store, acting):
    for batch, said in enumerate(["a1=60", "a2 作废", "a2=60", "a3=60"], 1):
        stored = store(told(said), batch=batch)

    assert stored.outcome.to_pylist() == ["superseded"]
    assert [(one.standing, one.version) for one in records(acting)] == [("accepted", 3)]


def test_a_number_that_now_means_another_known_record_is_a_conflict(store, acting):
    store({**told("a1=60")}, {**told("b1=61"), "org": "乙镇卫生院"})

    stored = store({**told("a2=70"), "org": "乙镇卫生院"}, batch=2)

    assert stored.outcome.to_pylist() == ["conflict"]
    assert [record.pulse for record in records(acting)] == [60, 61]


def test_two_senders_telling_of_one_check_up_make_one_record(store, acting):
    store(told("x1=60"), sender=1)
    store(told("y2=70"), sender=2, batch=2)

    (record,) = records(acting)
    assert (record.sender, record.source_no, record.pulse, record.version) == (2, "y", 70, 2)


def test_the_answer_stands_in_the_order_of_the_rows(store, acting):
    rows = [{"person": n, "source_no": f"n{n}", "pulse": float(50 + n)} for n in range(30)]
    store(*rows[::3])

    stored = store(*rows, batch=2)

    expected = ["unchanged" if n % 3 == 0 else "inserted" for n in range(30)]
    by_id = {record.id: record for record in records(acting)}
    assert stored.outcome.to_pylist() == expected
    assert [by_id[one].source_no for one in stored.record.to_pylist()] == [f"n{n}" for n in range(30)]
    assert stored.counts == {"unchanged": 10, "inserted": 20}


def test_values_come_back_as_they_were_given(store, acting):
    text = '他说："有,逗号"\n第二行\\ 反斜杠'
    store({"person": 1, "symptoms": ["2", "13"], "symptoms_other": text, "height": 165.5, "blood_other": ""})

    (record,) = records(acting)
    assert (record.symptoms, record.symptoms_other, record.height) == (["2", "13"], text, 165.5)
    assert (record.blood_other, record.weight, record.diet) == ("", None, None)
    assert str(record.happened_on) == "2026-05-01"


def test_a_newer_version_replaces_the_groups_and_keeps_the_old_ones(store, acting, admin):
    store(
        {
            "person": 1,
            "source_no": "a",
            "drugs_1_name": "甲药",
            "drugs_3_name": "丙药",
            "drugs_3_dose": "一片",
        }
    )
    store({"person": 1, "source_no": "a", "drugs_1_name": "乙药"}, batch=2)

    with acting():
        assert list(HealthCheckDrugs.objects.values_list("seq", "name")) == [(1, "乙药")]
    kept = admin.execute(
        "SELECT seq, name, dose FROM records_healthcheckdrugs_history ORDER BY seq"
    ).fetchall()
    assert kept == [(1, "甲药", None), (3, "丙药", "一片")]


def test_one_history_row_for_each_superseded_row_and_none_otherwise(store, acting, admin):
    rows = [{"person": n, "source_no": f"n{n}", "source_version": 1, "pulse": 60.0} for n in range(5)]
    store(*rows)
    store(*[{**row, "source_version": 2} for row in rows], batch=2)  # newer, saying the same
    store(*[{**row, "source_version": 3, "pulse": 61.0} for row in rows[:3]], batch=3)

    kept = admin.execute(
        "SELECT source_no, pulse, version, source_version, batch_id, superseded_at IS NOT NULL"
        " FROM records_healthcheck_history ORDER BY source_no"
    ).fetchall()
    assert kept == [(f"n{n}", 60.0, 1, 2, 1, True) for n in range(3)]


def test_history_has_the_columns_of_its_table(admin, laid_out):
    columns = "SELECT attname, atttypid FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
    histories = admin.execute(
        "SELECT relname FROM pg_class WHERE relname LIKE 'records\\_%\\_history' AND relkind = 'r'"
    ).fetchall()

    tables = [one for model in recorded_models() for one in (model, *part_models(model).values())]
    assert {f"{one._meta.db_table}_history" for one in tables} <= {name for (name,) in histories}
    for (history,) in histories:
        kept = set(admin.execute(columns, [history]).fetchall())
        now = set(admin.execute(columns, [history.removesuffix("_history")]).fetchall())
        assert {name for name, _ in kept - now} == {"superseded_at"}, history
        assert now - kept == set(), history


def test_the_whole_batch_is_lost_with_an_error(store, acting, admin):
    with pytest.raises(ZeroDivisionError), acting():
        rows = [{"person": 1, "source_no": "a"}]
        sighted = store_sightings(identities(rows), sender=1, batch=1)
        store_records(HealthCheck, check_ups(rows), sighted={"subject": sighted}, sender=1, batch=1)
        raise ZeroDivisionError

    for table in ("records_sighting", "records_healthcheck", "records_outbox", "accounts_auditevent"):
        assert admin.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


def test_one_audit_row_tells_of_a_batch(store, admin):
    store(*[{"person": n} for n in range(7)], batch=9)

    told = admin.execute(
        "SELECT actor, because, action, object_ref, rows FROM accounts_auditevent ORDER BY id"
    ).fetchall()
    assert told == [
        ("job:test", "测试", "store_sightings", "batch:9", 7),
        ("job:test", "测试", "store_records", "batch:9", 7),
    ]


def test_a_record_outside_the_scope_is_neither_changed_nor_told(store, acting):
    store({"person": 1, "source_no": "a", "pulse": 60.0, "city": XIAN})

    with pytest.raises(IntegrityError), acting(BAOJI):
        rows = [{"person": 1, "source_no": "a", "pulse": 70.0, "city": BAOJI}]
        sighted = store_sightings(identities([{"person": 2, "city": BAOJI}]), sender=1, batch=2)
        store_records(HealthCheck, check_ups(rows), sighted={"subject": sighted}, sender=1, batch=2)

    assert [record.pulse for record in records(acting)] == [60]


def announced(acting) -> list[tuple]:
    with acting():
        rows = Outbox.objects.order_by("target", "version")
        return list(rows.values_list("target", "version", "operation", "state"))


def test_what_is_accepted_is_announced_to_each_target(store, acting):
    stored = store({"person": 1}, {"person": 2, "standing": "held"}, targets=("hub", "national"))

    assert stored.announced == 2
    assert announced(acting) == [("hub", 1, "new", "waiting"), ("national", 1, "new", "waiting")]
    with acting():
        row = Outbox.objects.filter(target="hub").get()
        assert row.subject == f"elderly.health_check/{stored.record[0]}"
        assert (row.record_id, row.scope, row.batch_id) == (stored.record[0].as_py(), [PROVINCE, XIAN], 1)


def test_only_rows_that_may_go_there_are_announced(worker, acting):
    rows = [{"person": n} for n in range(3)]
    with acting():
        sighted = store_sightings(identities(rows), sender=1, batch=1)
        stored = store_records(
            HealthCheck,
            check_ups(rows),
            sighted={"subject": sighted},
            sender=1,
            batch=1,
            targets={"hub": pa.array([True, False, True]), "national": pa.array([False] * 3)},
        )

        assert stored.announced == 2
        assert set(Outbox.objects.values_list("record_id", flat=True)) == {
            stored.record[0].as_py(),
            stored.record[2].as_py(),
        }


# What stands in the outbox of a record after its first version met this end and something came after.
LIVES = """
first       | then    | second              | of the first
------------+---------+---------------------+-------------
waiting     | a2=70   | new waiting         | superseded
refused     | a2=70   | new waiting         | superseded
unreachable | a2=70   | new waiting         | superseded
delivered   | a2=70   | update waiting      | delivered
unclear     | a2=70   | update waiting      | unclear
waiting     | a2 作废 |                     | superseded
delivered   | a2 作废 | withdraw waiting    | delivered
unclear     | a2 作废 | withdraw waiting    | unclear
waiting     | a2~70   |                     | superseded
delivered   | a2~70   | withdraw waiting    | delivered
unclear     | a2~70   | withdraw waiting    | unclear
waiting     | a2=60   |                     | waiting
"""


@pytest.mark.parametrize("life", drawn(LIVES), ids=lambda life: f"{life['first']}, then {life['then']}")
def test_a_newer_version_takes_the_place_of_what_was_not_told(life, store, acting):
    store(told("a1=60"))
    with acting():
        Outbox.objects.update(state=life["first"])

    store(told(life["then"]), batch=2)

    first, *second = announced(acting)
    assert first[3] == life["of the first"]
    assert " ".join(word for row in second for word in row[2:]) == life["second"]


def test_a_version_is_announced_to_a_target_once(store, acting):
    store({"person": 1})

    with pytest.raises(IntegrityError, match="outbox_once"), acting():
        row = Outbox.objects.get()
        row.pk = None
        row.save(force_insert=True)


def test_outbox_rows_are_never_deleted(store, acting):
    store({"person": 1})

    with pytest.raises(ProgrammingError, match="permission denied"), acting():
        Outbox.objects.all().delete()


@pytest.mark.parametrize(
    "wrong",
    [{"state": "somewhere"}, {"operation": "undo"}, {"state": "leased"}],
    ids=["state", "operation", "lease"],
)
def test_the_outbox_knows_its_words(store, acting, wrong):
    store({"person": 1})

    with pytest.raises(IntegrityError), acting():
        Outbox.objects.update(**wrong)
