"""What was recorded under somebody else's number waits until the number is put right. All persons are invented."""

import pytest
from django.db import connection, transaction
from tests.database.pipeline.test_across import told  # noqa: F401  - a fixture by name

from qinkang.pipeline.across.judging import judge_again
from qinkang.pipeline.across.misnumbered import MISNUMBERED
from qinkang.records.actions import say_misnumbered, undo
from qinkang.records.models import Conflict, Outbox
from qinkang.records.writing.planning import looked_up_by_key

CHECK_UP = "elderly.health_check"
OTHER = {"体检编号": "T-2", "姓名": "司马测验", "性别": "男", "体检日期": "2025-03-05"}
RIGHT = {"身份证号": "610323195001010030"}


@pytest.fixture
def wrong(told):  # noqa: F811
    """Two check-ups under one number; of the second a reviewer has said that the number is not theirs."""
    told(CHECK_UP)
    told(CHECK_UP, OTHER, sender="RK")
    with told.province.acting():
        Outbox.objects.update(state="delivered")  # so that holding announces a withdrawal
        found = Conflict.objects.get()
    by = told.province.by
    told.decision = say_misnumbered(found.pk, found.sighting_b_id, by=by, because="经核对，号码填错")
    settle()
    return told


def settle():
    while judge_again():
        pass


def standing(told):  # noqa: F811
    """How the second check-up and later ones stand."""
    return [one for (one,) in told.province.records("standing")][1:]


def counts_at_the_receiver(told):  # noqa: F811
    """What the receiver is told last of the second check-up."""
    with told.province.acting():
        rows = Outbox.objects.filter(subject__endswith=f"/{told.province.records('id')[1][0]}")
        return rows.order_by("version").last().operation


def test_it_stays_held_when_the_records_of_its_people_are_judged_again(wrong):
    assert standing(wrong) == ["held"]
    assert counts_at_the_receiver(wrong) == "withdraw"
    assert "R-05" in {rule for _, _, rule in wrong.province.findings()}


def test_the_same_row_sent_again_without_a_version_is_not_accepted(wrong):
    another = {"体检编号": "T-9", "姓名": "诸葛试验", "性别": "男"} | RIGHT
    batch = wrong(CHECK_UP, OTHER, another, sender="RK", at="2025-11-30")

    assert wrong.province.receipts(batch) == [(2, "held", "unchanged"), (3, "accepted", "inserted")]
    assert standing(wrong) == ["held", "accepted"]
    assert counts_at_the_receiver(wrong) == "withdraw"


def test_nor_is_what_comes_with_other_contents_or_for_the_first_time_under_that_number(wrong):
    first = wrong(CHECK_UP, OTHER | {"责任医生": "王医生"}, sender="RK", at="2025-11-30")
    second = wrong(
        CHECK_UP, OTHER | {"体检编号": "T-3", "体检日期": "2025-09-01"}, sender="RK", at="2025-12-01"
    )

    assert [one for batch in (first, second) for _, one, _ in wrong.province.receipts(batch)] == ["held"] * 2
    assert standing(wrong) == ["held", "held"]
    assert counts_at_the_receiver(wrong) == "withdraw"


def test_put_right_by_its_sender_it_counts(wrong):
    wrong(CHECK_UP, OTHER | RIGHT, sender="RK", at="2025-11-30")

    assert standing(wrong) == ["accepted"]
    assert counts_at_the_receiver(wrong) == "update"
    assert "R-05" not in {rule for _, _, rule in wrong.province.findings()}


def test_a_decision_that_is_taken_back_lets_all_of_it_count(wrong):
    wrong(CHECK_UP, OTHER | {"责任医生": "王医生"}, sender="RK", at="2025-11-30")

    undo(wrong.decision, by=wrong.province.by, because="核对有误")
    settle()

    assert standing(wrong) == ["accepted"]
    assert "R-05" not in {rule for _, _, rule in wrong.province.findings()}


def test_who_was_misnumbered_is_asked_without_reading_every_decision(wrong):
    fill = """
        INSERT INTO records_linkdecision (kind, person_a, person_b, before, at, actor, because, scope)
        SELECT 'separate', n, n + 1, '{"links": []}', now(), 'test', 'test', ARRAY[1] FROM generate_series(1, 20000) n
    """
    with wrong.province.acting():
        with looked_up_by_key(), connection.cursor() as cursor:
            cursor.execute(fill)
            cursor.execute(f"EXPLAIN {MISNUMBERED}", {"separate": "separate"})
            plan = "\n".join(line for (line,) in cursor.fetchall())
        transaction.set_rollback(True)

    assert "link_decision_misnumbered" in plan and "Seq Scan on records_linkdecision d" not in plan, plan
