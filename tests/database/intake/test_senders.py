"""Senders are registered, changed and disabled by those who review their units' data."""

import pytest
from tests.database.intake.conftest import DATASET, text

from qinkang.intake.models import Contract, Sender

FACTS = {
    "code": "BJ-NEW",
    "kind": "public_health",
    "name": "宝鸡市新系统",
    "contact": "信息科 0917-3260000",
    "active": "on",
}
TERMS = {
    "elderly-health_check-sent": "on",
    "elderly-health_check-whole": "whole",
    "elderly-health_check-schedule": "weekly",
}


@pytest.fixture
def reviewer(province, officer):
    return officer("610300", "view", "review")


def test_a_sender_is_registered_with_what_it_sends(reviewer, unit, audited):
    answer = reviewer.post("/elderly/senders/new/", {**FACTS, **TERMS, "unit": unit("610300")}, follow=True)

    assert "宝鸡市新系统" in text(answer) and "全量 · 每周" in text(answer)
    contract = Contract.objects.get(sender__code="BJ-NEW")
    assert (contract.dataset, contract.whole, contract.schedule) == (DATASET, True, "weekly")
    assert {"register_sender", "change_sender", "agree_terms"} <= {action for action, *_ in audited()}


def test_a_county_below_may_answer_for_a_sender_and_a_stranger_may_not(reviewer, unit):
    assert reviewer.post("/elderly/senders/new/", {**FACTS, "unit": unit("610323")}).status_code == 302
    wrong = reviewer.post("/elderly/senders/new/", {**FACTS, "code": "X-2", "unit": unit("610700")})

    assert wrong.status_code == 400
    assert not Sender.objects.filter(code="X-2").exists()


@pytest.mark.parametrize(("code", "says"), [("小写", "代码以大写字母开头"), ("BJ", "已有报送系统使用")])
def test_a_code_that_cannot_be_or_is_taken_is_refused(province, reviewer, unit, code, says):
    province.agrees()

    answer = reviewer.post("/elderly/senders/new/", {**FACTS, "code": code, "unit": unit("610300")})

    assert answer.status_code == 400 and says in text(answer)


def test_what_is_not_ticked_any_more_is_sent_no_more_and_keeps_its_columns(province, reviewer):
    province.takes({})
    province.agrees()
    sender = Sender.objects.get(code="BJ")

    reviewer.post(f"/elderly/senders/{sender.pk}/", {"name": "改名", "kind": "other", "unit": sender.unit_id})

    sender.refresh_from_db()
    contract = Contract.objects.get(sender=sender)
    assert (sender.name, sender.active) == ("改名", False)
    assert (contract.active, contract.columns is None) == (False, False)


def test_nobody_sees_or_changes_senders_of_other_units(province, officer):
    province.agrees()
    sender = Sender.objects.get(code="BJ")
    outsider = officer("610700", "view", "review")

    assert "系统BJ" not in text(outsider.get("/elderly/senders/"))
    assert outsider.get(f"/elderly/senders/{sender.pk}/").status_code == 404
    assert outsider.post(f"/elderly/senders/{sender.pk}/", {"name": "x"}).status_code == 404
