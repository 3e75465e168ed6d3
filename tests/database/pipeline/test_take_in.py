"""A batch on its way: what becomes of rows, of batches that cannot be read, and of sendings again."""

from django.db import connection

from qinkang.intake.models import State
from qinkang.pipeline import people, storing, take_in

OTHER = {"体检编号": "QS-2", "姓名": "诸葛试验", "身份证号": "610323195002020046"}


def test_every_row_of_a_batch_gets_its_receipt(province):
    batch = province.takes({}, {**OTHER, "姓名": ""}, {**OTHER, "身份证号": "610323195002020040"})

    assert batch.state == State.STORED
    assert province.receipts(batch) == [
        (2, "accepted", "inserted"),
        (3, "rejected", ""),
        (4, "held", "inserted"),
    ]
    assert (batch.rows, batch.accepted, batch.held, batch.rejected) == (3, 1, 1, 1)


def test_only_what_is_accepted_is_announced(province):
    province.takes({}, {**OTHER, "身份证号": "610323195002020040"})

    assert province.announced() == [(1, "new", "waiting")]


def test_a_row_without_a_number_enters_and_does_not_go_to_the_nation(province):
    batch = province.takes({"身份证号": ""})

    assert province.receipts(batch) == [(2, "accepted", "inserted")]
    assert province.announced() == []


def test_history_is_stored_and_never_announced(province):
    province.takes({}, live=False)

    assert province.records("standing") == [("accepted",)]
    assert province.announced() == []


def test_the_same_bytes_again_are_the_same_batch(province):
    first = province.lands({})
    province.takes_in()

    again = province.lands({})
    province.takes_in()

    assert (again.batch.pk, again.again, first.again) == (first.batch.pk, True, False)
    assert len(province.receipts(first.batch)) == 1


def test_sending_the_whole_month_again_changes_exactly_what_changed(province):
    province.takes({}, OTHER)

    batch = province.takes({}, {**OTHER, "左侧收缩压": "150", "版本号": "2"})

    assert province.receipts(batch) == [(2, "accepted", "unchanged"), (3, "accepted", "superseded")]
    assert province.records("sbp_left", "version") == [(130.0, 1), (150.0, 2)]
    assert province.announced() == [
        (1, "new", "waiting"),
        (1, "new", "superseded"),
        (2, "new", "waiting"),
    ]


def test_an_older_version_after_a_newer_changes_nothing(province):
    province.takes({"版本号": "3", "左侧收缩压": "150"})

    batch = province.takes({"版本号": "2", "左侧收缩压": "110"})

    assert province.receipts(batch) == [(2, "accepted", "ignored")]
    assert province.records("sbp_left") == [(150.0,)]


def test_without_versions_the_later_batch_is_newer_whichever_is_stored_first(province):
    columns = ["体检编号", "姓名", "身份证号", "体检日期", "体检机构", "责任医生", "左侧收缩压", "左侧舒张压"]
    province.lands({"左侧收缩压": "110"}, columns=columns)
    later = province.lands({"左侧收缩压": "150"}, columns=columns).batch
    with province.acting(), connection.cursor() as cursor:
        cursor.execute("UPDATE intake_batch SET attempts = 1 WHERE id < %s", [later.pk])

    province.takes_in()

    assert province.records("sbp_left") == [(150.0,)]


def test_a_withdrawn_record_stands_withdrawn(province):
    province.takes({})

    batch = province.takes({"操作": "作废", "版本号": "2"})

    assert province.receipts(batch) == [(2, "accepted", "withdrawn")]
    assert province.records("standing") == [("withdrawn",)]


def test_findings_of_a_record_end_when_its_next_version_passes(province):
    province.takes({"左侧收缩压": "999"}, {**OTHER, "左侧收缩压": "998"})
    assert province.findings() == [(2, "sbp_left", "C-52"), (3, "sbp_left", "C-52")]

    province.takes({"版本号": "2"})

    assert province.findings() == [(3, "sbp_left", "C-52")]
    assert province.findings(current=False) == [(2, "sbp_left", "C-52")]


def test_a_rejected_row_sent_again_and_right_is_settled(province):
    province.takes({"体检日期": "2025-02-30"})
    assert [rule for *_, rule in province.findings()] == ["K-01", "C-41"]

    batch = province.takes({"版本号": "2"})

    assert province.receipts(batch) == [(2, "accepted", "inserted")]
    assert province.findings() == []


def test_a_file_that_is_no_table_is_set_aside_and_the_others_go_on(province):
    bad = province.lands_bytes(b"%PDF-1.7 nothing of a table", confirmed=False).batch
    good = province.takes({})

    assert province.batch(bad).state == State.UNREADABLE
    assert "PDF" in province.batch(bad).problem
    assert good.state == State.STORED


def test_a_batch_waits_until_somebody_has_confirmed_its_columns(province):
    batch = province.lands({}, confirmed=False).batch
    province.takes_in()
    assert province.batch(batch).state == State.UNMAPPED

    province.lands({"左侧收缩压": "131"})
    province.takes_in()

    assert province.batch(batch).state == State.STORED


def test_a_batch_that_breaks_us_is_left_after_three_attempts_and_the_others_go_on(province, monkeypatch):
    poison = province.lands({}).batch
    whole = storing.Storing.store

    def store(self, chunk, raw):
        if self._batch.pk == poison.pk:
            raise RuntimeError("a fault of ours")
        whole(self, chunk, raw)

    monkeypatch.setattr(storing.Storing, "store", store)
    good = province.takes(OTHER)

    assert (province.batch(poison).state, province.batch(poison).attempts) == (State.STUCK, 3)
    assert good.state == State.STORED
    assert "fault of ours" not in province.batch(poison).problem


def test_what_failed_halfway_left_nothing_behind(province, monkeypatch):
    batch = province.lands({}, OTHER).batch
    monkeypatch.setattr(people, "link_by_number", lambda batch: 1 / 0)
    take_in.take_in_next()
    assert province.receipts(batch) == []
    assert province.records("id") == []

    monkeypatch.undo()
    province.takes_in()

    assert len(province.receipts(batch)) == 2
    assert len(province.announced()) == 2


def test_an_officer_sees_the_rows_of_the_county_and_no_others(province):
    province.takes({}, {**OTHER, "居住区划": "610326101"})

    assert len(province.records("id", unit="SX-610323")) == 1
    assert len(province.records("id", unit="SX-610326")) == 1
    assert len(province.records("id", unit="SX-610300")) == 2
    assert province.records("id", unit="SX-610700") == []


def test_the_same_person_from_two_systems_is_one_person(province):
    from qinkang.records.models import Person, Sighting

    province.takes({}, sender="BJ")
    province.takes({"体检编号": "A-9", "体检日期": "2025-04-01"}, sender="HZ")

    with province.acting():
        assert (Sighting.objects.count(), Person.objects.count()) == (2, 1)
