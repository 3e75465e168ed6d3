"""The simulated national system: what it refuses, what it remembers, and how it fails."""

import json
import sqlite3
from datetime import date

import pytest

from qinkang.mistake import Mistake
from qinkang.sandbox.receivers.agreement import ledgers_agree
from qinkang.sandbox.receivers.faults import NAMED, Fault, Faults
from qinkang.sandbox.receivers.national_elderly import checks
from qinkang.sandbox.receivers.national_elderly.ledger import Ledger, canonical, sm3

SENT = "2025-05-01T08:00:00+08:00"
RECORD = {
    "our_ref": "s-1", "version": 1, "operation": "A", "XM": "欧阳试验", "ZJLX": "01",
    "ZJHM": "11010519491231002X", "XB": "2", "CSRQ": "19491231", "TJRQ": "20250409",
    "JGMC": "凤翔区城关镇卫生院",
}  # fmt: skip


@pytest.fixture
def ledger(tmp_path):
    return Ledger(tmp_path / "ledger.sqlite")


def take(ledger, *records, dataset="nat_health_check"):
    """Present records as one message; return the result rows."""
    digests = [sm3(canonical(record)) for record in records]
    return ledger.take({"dataset_code": dataset, "payload": list(records), "sent_at": SENT}, digests)


def code(row):
    """The code of a refusal, or `accepted`."""
    return row["errors"][0]["code"] if row["status"] == "rejected" else row["status"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "accepted"),
        ({"ZJHM": "110105194912310021"}, "E1001"),
        ({"ZJHM": "11010519491231002x"}, "E1001"),
        ({"ZJHM": "110105491231002"}, "E1001"),
        ({"XB": "1"}, "E1002"),
        ({"XB": "9"}, "accepted"),
        ({"JGDM": "91350100M000100Y43"}, "accepted"),
        ({"JGDM": "91350100M000100Y44"}, "E1003"),
        ({"JGDM": "12610322"}, "E1003"),
        ({"TJRQ": "20250501"}, "accepted"),
        ({"TJRQ": "20250502"}, "E1004"),
        ({"TJRQ": "20250231"}, "E1007"),
        ({"TJRQ": "2025-04-09"}, "E1007"),
        ({"CSRQ": "19491230"}, "E1005"),
        ({"XM": ""}, "E1006"),
        ({"ZJHM": None}, "E1006"),
        ({"ZJLX": "03", "ZJHM": "E12345678"}, "accepted"),
        ({"operation": "D", "XM": None, "ZJHM": None}, "accepted"),
    ],
)
def test_a_record_is_refused_for_its_own_faults(ledger, changes, expected):
    (row,) = take(ledger, {**RECORD, **changes})

    assert code(row) == expected


PERSON = {name: RECORD[name] for name in ("our_ref", "version", "operation", "XM", "ZJHM", "XB", "CSRQ")}
OTHERS = {
    "nat_selfcare": {
        "PGRQ": "20250409", "JGMC": "甲镇卫生院", "ZLDJ": "1", "ZPF": 3,
        "JCPF": 0, "SXPF": 1, "CYPF": 0, "RCPF": 1, "HDPF": 1,
    },
    "nat_contract": {"KSRQ": "20250101", "DQRQ": "20251231", "JGMC": "甲镇卫生院"},
    "nat_person_snapshot": {"SJRQ": "20250409"},
    "nat_person_death": {"SWRQ": "20250301", "XXLY": "1"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("dataset", "changes", "expected"),
    [
        *((dataset, {}, "accepted") for dataset in OTHERS),
        *((dataset, {"ZJHM": "110105194912310021"}, "E1001") for dataset in OTHERS),
        ("nat_selfcare", {"ZPF": 4}, "E1101"),
        ("nat_selfcare", {"ZPF": None}, "E1006"),
        ("nat_selfcare", {"XCPGRQ": "2026"}, "E1007"),
        ("nat_contract", {"DQRQ": "20241231"}, "E1201"),
        ("nat_contract", {"JGDM": "12610322"}, "E1003"),
        ("nat_person_snapshot", {"SJRQ": "20250502"}, "E1004"),
        ("nat_person_death", {"SWRQ": "19491230"}, "E1301"),
        ("nat_person_death", {"XXLY": ""}, "E1006"),
    ],
)
def test_each_table_has_its_own_faults(ledger, dataset, changes, expected):
    (row,) = take(ledger, {**PERSON, **OTHERS[dataset], **changes}, dataset=dataset)

    assert code(row) == expected


def test_two_tables_may_speak_of_one_person_on_one_day(ledger):
    take(ledger, RECORD)

    (row,) = take(
        ledger, {**PERSON, **OTHERS["nat_person_snapshot"], "our_ref": "s-2"}, dataset="nat_person_snapshot"
    )

    assert code(row) == "accepted"


def test_two_sources_may_tell_of_one_death_and_each_only_once(ledger):
    told = {**PERSON, **OTHERS["nat_person_death"]}
    seconds = [{**told, "our_ref": "s-2", "XXLY": "2"}, {**told, "our_ref": "s-3"}]
    take(ledger, told, dataset="nat_person_death")

    assert [code(row) for row in take(ledger, *seconds, dataset="nat_person_death")] == ["accepted", "E2001"]


def test_an_institution_not_on_file_is_refused_even_with_a_sound_code():
    sound = {**RECORD, "JGDM": "91350100M000100Y43"}

    assert checks.of_record("nat_health_check", sound, date(2025, 5, 1), filed={"91350100M000100Y43"}) == (
        "",
        "",
    )
    assert checks.of_record("nat_health_check", sound, date(2025, 5, 1), filed=set()) == ("E1003", "JGDM")


def test_the_same_version_presented_again_has_the_same_receipt(ledger):
    (first,) = take(ledger, RECORD)
    (again,) = take(ledger, RECORD)

    assert first == again
    assert [row["presented"] for row in ledger.exported()["accepted"]] == [2]


def test_the_same_version_with_other_contents_is_refused(ledger):
    take(ledger, RECORD)

    (row,) = take(ledger, {**RECORD, "SG": 170})

    assert code(row) == "E2003"


def test_an_older_version_is_refused(ledger):
    take(ledger, {**RECORD, "version": 2})

    (row,) = take(ledger, RECORD)

    assert code(row) == "E2002"


def test_a_second_record_of_the_same_visit_is_refused_until_the_first_is_withdrawn(ledger):
    twin = {**RECORD, "our_ref": "s-2"}
    take(ledger, RECORD)
    (refused,) = take(ledger, twin)
    take(ledger, {"our_ref": "s-1", "version": 2, "operation": "D"})
    (accepted,) = take(ledger, twin)

    assert code(refused) == "E2001"
    assert code(accepted) == "accepted"
    assert ledger.exported()["refused"] == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ""),
        ({"sm3": ...}, "E9001"),
        ({"dataset_code": "nat_tcm"}, "E9004"),
        ({"record_count": 2}, "E9002"),
        ({"payload": [{"our_ref": "s-1"}]}, "E9005"),
        ({"payload": [{**RECORD, "operation": "X"}]}, "E9005"),
    ],
)
def test_a_message_is_refused_as_a_whole(changes, expected):
    message = dict.fromkeys(checks.ENVELOPE, "x") | {
        "dataset_code": "nat_health_check",
        "payload": [RECORD],
        "record_count": 1,
    }
    message = {name: value for name, value in (message | changes).items() if value is not ...}

    assert checks.of_envelope(message) == expected


def test_what_is_confirmed_is_on_disk(ledger, tmp_path):
    take(ledger, RECORD)

    with sqlite3.connect(tmp_path / "ledger.sqlite") as other:
        assert other.execute("SELECT our_ref FROM accepted").fetchall() == [("s-1",)]
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_ledger_names_nobody(ledger, tmp_path):
    take(ledger, RECORD, {**RECORD, "our_ref": "s-2", "ZJHM": "110105194912310021"})

    kept = json.dumps(ledger.exported(), ensure_ascii=False)
    files = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert "欧阳" not in kept
    assert "19491231" not in kept
    assert b"11010519491231" not in files
    assert "欧阳".encode() not in files


@pytest.mark.parametrize("name", NAMED)
def test_a_seed_draws_the_same_faults_again(name):
    one, other = (Faults.named(name, 7) for _ in range(2))
    drawn = [one.of_next_call() for _ in range(200)]

    assert drawn == [other.of_next_call() for _ in range(200)]
    assert set(drawn) - {None} == set(NAMED[name])


def test_faults_end_when_they_are_told_to():
    faults = Faults.named("all", 1, share=1.0, calls=3)

    assert [faults.of_next_call() is not None for _ in range(5)] == [True, True, True, False, False]


def test_an_unknown_fault_is_named_with_those_there_are():
    with pytest.raises(Mistake, match=r"earthquake.*cut-after"):
        Faults.named("earthquake", 1)


def test_every_fault_has_a_name_for_the_command_line():
    assert {fault.value for fault in Fault} <= set(NAMED)


def entry(ref, version, code=None):
    """One row of a ledger."""
    return {"our_ref": ref, "version": version} | ({"code": code} if code else {})


@pytest.mark.parametrize(
    ("outbox", "accepted", "refused", "says"),
    [
        ([("a", 1, "delivered")], [entry("a", 1)], [], None),
        ([("a", 1, "superseded"), ("a", 2, "delivered")], [entry("a", 2)], [entry("a", 1, "E1001")], None),
        ([("a", 1, "refused")], [], [entry("a", 1, "E1001")], None),
        ([("a", 1, "delivered")], [], [], "台账中没有"),
        ([("a", 1, "unclear")], [entry("a", 1)], [], "没有记为已送达"),
        ([("a", 1, "superseded")], [entry("a", 1)], [], "没有记为已送达"),
        ([("a", 1, "refused")], [], [], "没有拒收记录"),
        ([("a", 1, "waiting")], [], [], "尚未有结果"),
        ([("a", 1, "unclear")], [], [], "尚未有结果"),
        ([], [entry("a", 1)], [], "没有登记"),
        ([("a", 1, "delivered")], [entry("a", 1), entry("a", 1)], [], "两次"),
        ([("a", 1, "refused")], [], [entry("a", 1, "E2002")], "晚到"),
    ],
)
def test_every_disagreement_is_told(outbox, accepted, refused, says):
    found = ledgers_agree(outbox, {"accepted": accepted, "refused": refused})

    assert [says in one.says for one in found] == ([] if says is None else [True])
