"""One asks, a second one decides, and the record gets a new version that no re-sending undoes."""

import pytest
from django.db import connection
from django.db.utils import IntegrityError
from tests.database.corrections.conftest import GROUNDS, id_number

from qinkang.accounts.models import Notice, ToDo
from qinkang.pipeline.corrections import store_next_correction
from qinkang.pipeline.reviews import file_reviews
from qinkang.records.actions.correcting import CorrectionMistake, approve, drop, give_back
from qinkang.records.correcting.content import content_of
from qinkang.records.correcting.texts import texts_of
from qinkang.records.models import Correction, Outbox, Person, PersonLink
from qinkang.records.models.correction import CorrectionState, Kind
from qinkang.records.reading import identities_of
from qinkang.records.versions import texts_at

pytestmark = pytest.mark.clause("N4")
SECOND = id_number(2)
OTHER = {
    "体检编号": "QS-5",
    "姓名": "尉迟试庚",
    "身份证号": id_number(5),
}  # so that no two files are the same


def test_an_approved_correction_is_a_new_version_in_the_askers_name(office):
    done = office.corrects(sbp_left="135")

    record = office.record()
    assert done.state == CorrectionState.APPLIED, done.said
    assert (record.sbp_left, record.version, record.actor) == (135.0, 2, office.asker)
    assert done.applied_version == 2 and record.batch_id == done.batch_id
    assert office.announced() == [(1, "new", "superseded"), (2, "new", "waiting")]
    with office.acting():
        assert texts_at(record, 1)["sbp_left"] == "130" and texts_of(record)["sbp_left"] == "135"
        assert Notice.objects.filter(kind="correction_decided", user=int(office.asker[5:])).count() == 1


def test_the_row_is_judged_again_and_its_receipt_and_findings_stand_with_it(office):
    done = office.corrects(sbp_left="210")

    batch = office.batch(Correction(pk=done.batch_id))
    assert (batch.kind, batch.rows, batch.accepted) == ("correction", 1, 1)
    assert office.receipts(batch) == [(1, "accepted", "superseded")]
    assert ("sbp_left", "C-55") in {(field, rule) for _, field, rule in office.findings()}


def test_what_the_rules_refuse_cannot_be_asked_for(office):
    for changes in ({"check_date": None}, {"sbp_left": "999"}, {"sbp_left": "很高"}, {}, {"org": ""}):
        with pytest.raises(CorrectionMistake):
            office.asks(**changes)

    assert office.requests() == []


@pytest.mark.parametrize("words", [{"reason": ""}, {"reason": "no such"}, {"grounds": "  "}])
def test_without_reason_or_grounds_nothing_is_asked(office, words):
    with pytest.raises(CorrectionMistake, match="依据"):
        office.asks(sbp_left="135", **words)


def test_nobody_decides_their_own_request(office):
    asked = office.asks(sbp_left="135")

    with pytest.raises(CorrectionMistake, match="另一位"):
        approve(asked.pk, by=office.officer(office.asker))
    with pytest.raises(CorrectionMistake, match="另一位"):
        give_back(asked.pk, "不对", by=office.officer(office.asker))
    with pytest.raises(IntegrityError), office.of(office.asker):
        Correction.objects.filter(pk=asked.pk).update(decided_by=office.asker, decided_at=asked.changed_at)


def test_what_is_given_back_says_why_and_changes_nothing(office):
    asked = office.asks(sbp_left="135")

    with pytest.raises(CorrectionMistake, match="意见"):
        give_back(asked.pk, " ", by=office.officer())
    give_back(asked.pk, "请附纸质表", by=office.officer())

    assert not store_next_correction()
    assert office.request(asked.pk).said == "请附纸质表" and office.record().version == 1
    with pytest.raises(CorrectionMistake, match="办结"):
        approve(asked.pk, by=office.officer())


def test_one_takes_back_only_ones_own_while_nobody_has_decided(office):
    asked = office.asks(sbp_left="135")

    with pytest.raises(CorrectionMistake):
        drop(asked.pk, by=office.officer())
    drop(asked.pk, by=office.officer(office.asker))

    assert office.request(asked.pk).state == CorrectionState.DROPPED
    assert office.asks(sbp_left="136").state == CorrectionState.ASKED


def test_a_second_request_waits_until_the_first_is_done(office):
    office.asks(sbp_left="135")

    with pytest.raises(CorrectionMistake, match="在审核"):
        office.asks(sbp_left="136")


def test_the_outsider_neither_sees_nor_decides(office):
    asked = office.asks(sbp_left="135")
    outsider = office.officer(at="SX-610324")

    with office.acting("SX-610324"):
        assert not Correction.objects.exists()
    with pytest.raises(CorrectionMistake, match="办结"):
        approve(asked.pk, by=outsider)


def test_a_record_that_moved_on_meanwhile_is_not_overwritten(office):
    asked = office.asks(sbp_left="135")
    approve(asked.pk, by=office.officer())
    office.takes({"左侧收缩压": "140", "版本号": "2"})

    assert store_next_correction()

    back = office.request(asked.pk)
    assert back.state == CorrectionState.RETURNED and "新版本" in back.said
    assert office.record().sbp_left == 140.0


def test_a_corrected_number_leads_to_the_person_who_has_it(office):
    office.takes({"体检编号": "QS-2", "姓名": "司马试乙", "身份证号": SECOND, "体检日期": "2025-03-05"})
    with office.acting():
        before = set(PersonLink.objects.values_list("person_id", flat=True))

    office.corrects(id_no=SECOND, name="司马试乙")

    record = office.record()
    with office.acting():
        links = dict(PersonLink.objects.values_list("sighting_id", "person_id"))
        assert len(before) == 2 and links[record.sighting_id] in before
        assert office.record("-id").sighting_id == record.sighting_id
        assert identities_of([record.sighting_id], masked=False)[record.sighting_id].name == "司马试乙"
        assert Person.objects.count() == 2


def test_a_withdrawn_record_no_longer_counts_and_the_receiver_is_told(office):
    with office.acting():
        Outbox.objects.update(state="delivered")

    done = office.corrects(Kind.WITHDRAW)

    assert done.state == CorrectionState.APPLIED
    assert office.records("standing", "version") == [("withdrawn", 2)]
    assert office.announced()[-1] == (2, "withdraw", "waiting")


def test_names_and_numbers_in_a_request_are_sealed(office):
    asked = office.asks(name="诸葛试丙", id_no=SECOND, grounds="诸葛试丙本人带证件来")

    with office.acting(), connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(c)::text FROM records_correction c")
        (row,) = cursor.fetchone()
        kept = content_of(Correction.objects.get(pk=asked.pk))
    for secret in ("诸葛试丙", SECOND):
        assert secret not in row and secret.encode().hex() not in row
    assert kept.changes["name"] == "诸葛试丙" and kept.grounds != GROUNDS


# What a sender sends again, by its version and contents, after sbp_left was corrected from 130 to 135.
AGAIN = [
    ("what was corrected, same version", {}, "corrected", 135.0, 0),
    ("what was corrected, later version", {"版本号": "2"}, "corrected", 135.0, 0),
    ("what was corrected, no version", {"版本号": ""}, "corrected", 135.0, 0),
    ("the correction itself", {"左侧收缩压": "135"}, "unchanged", 135.0, 0),
    ("something else, same version", {"左侧收缩压": "138"}, "corrected", 135.0, 1),
    ("something else, no version", {"左侧收缩压": "138", "版本号": ""}, "corrected", 135.0, 1),
    ("something else, older version", {"左侧收缩压": "138", "版本号": "0"}, "ignored", 135.0, 0),
    ("something else, later version", {"左侧收缩压": "138", "版本号": "2"}, "superseded", 138.0, 0),
    ("a withdrawal", {"操作": "作废"}, "withdrawn", 135.0, 0),
]


@pytest.mark.parametrize(
    ("row", "outcome", "stands", "asked"), [one[1:] for one in AGAIN], ids=[one[0] for one in AGAIN]
)
def test_a_resent_row_does_not_undo_a_correction(office, row, outcome, stands, asked):
    office.corrects(sbp_left="135")

    batch = office.takes(row, OTHER, at="2025-11-05")

    assert office.receipts(batch)[0][2] == outcome
    assert office.record().sbp_left == stands
    assert len(office.requests(kind=Kind.RESENT)) == asked
    told = [rule for _, _, rule in office.findings()]
    assert ("R-03" in told) == (outcome == "corrected")


def test_what_is_sent_again_is_asked_about_once_and_may_be_taken(office):
    office.corrects(sbp_left="135")
    for number in (5, 6):
        office.takes({"左侧收缩压": "138"}, {**OTHER, "责任医生": f"第{number}人"}, at=f"2025-11-0{number}")
    (question,) = office.requests(kind=Kind.RESENT)
    file_reviews()
    filed = ToDo.objects.filter(kind="correction_to_review", subject=question.pk, settled_at=None)
    assert filed.count() == 1

    approve(question.pk, by=office.officer())
    store_next_correction()

    assert office.request(question.pk).state == CorrectionState.APPLIED, office.request(question.pk).said
    assert (office.record().sbp_left, office.record().actor) == (138.0, office.reviewer)


def test_a_withdrawn_record_does_not_come_back_by_being_sent_again(office):
    office.corrects(Kind.WITHDRAW)

    batch = office.takes({"左侧舒张压": "81"}, at="2025-11-05")

    assert office.receipts(batch)[0][2] == "corrected"
    assert office.records("standing") == [("withdrawn",)]
    assert len(office.requests(kind=Kind.RESENT)) == 1


def test_a_record_without_a_number_does_not_come_back_under_its_old_key(office):
    office.takes({"体检编号": "", "姓名": "上官试丁", "身份证号": id_number(3)})
    done = office.corrects(record=office.record("-id"), id_no=id_number(4))
    assert done.state == CorrectionState.APPLIED, done.said

    again = {"体检编号": "", "姓名": "上官试丁", "身份证号": id_number(3)}
    batch = office.takes(again, OTHER, at="2025-11-05")

    assert office.receipts(batch)[0][2] == "corrected"
    assert len(office.records("id")) == 3
