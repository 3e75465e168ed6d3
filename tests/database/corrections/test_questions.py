"""Doubtful pairs and contradictions: decided in one's own scope, put off, held, asked about, taken back."""

import re

import pytest
from tests.database.corrections.conftest import id_number
from tests.database.ready import become

from qinkang.accounts.models import ToDo
from qinkang.pipeline.reviews import file_reviews
from qinkang.records.models import LinkDecision, Outbox, PersonLink
from qinkang.records.reviewing import open_conflicts, open_pairs

pytestmark = pytest.mark.clause("N8")
BORN = {"出生日期": "1950-05-01", "本人电话": "13991700001"}
COLUMNS = [
    "体检编号",
    "姓名",
    "身份证号",
    "出生日期",
    "性别",
    "居住区划",
    "体检日期",
    "体检机构",
    "责任医生",
    "左侧收缩压",
    "左侧舒张压",
    "本人电话",
]


@pytest.fixture
def doubtful(office):
    """Give a pair without a second number, and a number that bears two names; be the web."""
    for row in (
        {"体检编号": "DB-1", "姓名": "司马试乙", "身份证号": id_number(1)},
        {"体检编号": "DB-2", "姓名": "司马试乙", "身份证号": "", "体检日期": "2025-04-01"},
        {"体检编号": "DB-3", "姓名": "诸葛试丙", "身份证号": id_number(3), "本人电话": "13991700003"},
        {"体检编号": "DB-4", "姓名": "上官试丁", "身份证号": id_number(3), "体检日期": "2025-05-01", "本人电话": "13991700009"},
    ):  # fmt: skip
        office.takes({**BORN, **row}, columns=COLUMNS, at="2025-11-02")
    with office.acting():
        Outbox.objects.update(state="delivered")
        office.pair, office.conflict = open_pairs().get(), open_conflicts().get()
    become("qk_web")
    yield office
    become("qk_worker")


def decide(someone, kind, question, do, **more):
    return someone.browser.post(
        f"/elderly/{kind}/{question.pk}/decide/", {"do": do, "ground": "called", **more}
    )


def test_a_pair_is_joined_with_its_ground_and_taken_back(doubtful, officers):
    decide(officers["reviewer"], "pairs", doubtful.pair, "same", more="两份体检表笔迹一致")

    with doubtful.acting():
        made = LinkDecision.objects.get()
        assert made.because == "电话联系本人或家属；两份体检表笔迹一致" and made.actor == doubtful.reviewer
        assert not open_pairs().exists()
    officers["reviewer"].browser.post(f"/elderly/decisions/{made.pk}/undo/", {"because": "判错了"})
    with doubtful.acting():
        assert open_pairs().exists()


def test_what_is_put_off_rests_for_some_days(doubtful, officers):
    decide(officers["reviewer"], "pairs", doubtful.pair, "later")

    with doubtful.acting():
        assert not open_pairs().exists() and not LinkDecision.objects.exists()


def test_a_wrong_number_holds_its_records_withdraws_them_outside_and_asks(doubtful, officers):
    decide(officers["reviewer"], "conflicts", doubtful.conflict, "right")

    with doubtful.acting():
        made = LinkDecision.objects.get()
        ((record, _),) = made.before["held"]["elderly.health_check"]
        assert PersonLink.objects.get(sighting=doubtful.conflict.sighting_b_id).person_id == made.person_b
    assert ("held",) in doubtful.records("standing")
    assert doubtful.announced()[-1] == (2, "withdraw", "waiting")
    asked = ToDo.objects.get(kind="number_to_check", settled_at=None)
    assert asked.link == f"/elderly/corrections/ask/elderly.health_check/{record}/" and asked.duty == "enter"

    officers["reviewer"].browser.post(f"/elderly/decisions/{made.pk}/undo/", {"because": "判错了"})

    assert ("held",) not in doubtful.records("standing")
    assert not ToDo.objects.filter(kind="number_to_check", settled_at=None).exists()


def test_identity_is_masked_until_there_is_a_reason(doubtful, officers, audited):
    browser, page = officers["reviewer"].browser, f"/elderly/pairs/{doubtful.pair.pk}/"

    masked = browser.get(page).content.decode()
    assert "司马*乙" in masked and "司马试乙" not in masked and id_number(1) not in masked
    full = browser.post(f"{page}unmask/", {"why": "merge"}).content.decode()

    assert "司马试乙" in full and id_number(1) in full
    assert "unmask_identity" in [action for action, *_ in audited()]


def test_the_outsider_sees_and_decides_nothing(doubtful, person):
    outsider = person("outsider", at="610324", rights=[("elderly", duty) for duty in ("view", "review")])

    assert "没有待核的" in outsider.browser.get("/elderly/pairs/").content.decode()
    assert outsider.browser.get(f"/elderly/pairs/{doubtful.pair.pk}/").status_code == 404
    assert decide(outsider, "pairs", doubtful.pair, "same").status_code == 404
    assert decide(outsider, "conflicts", doubtful.conflict, "left").status_code == 404
    sightings = f"/elderly/person/{doubtful.pair.person_a_id}/sightings/"
    assert outsider.browser.get(sightings).status_code == 404
    assert (
        outsider.browser.post(f"{sightings}part/", {"part": doubtful.pair.sighting_a_id}).status_code == 404
    )
    with doubtful.acting():
        assert not LinkDecision.objects.exists()


def test_what_waits_is_put_before_those_who_review_and_closed_when_done(doubtful, officers):
    become("qk_worker")
    file_reviews()
    waiting = dict(ToDo.objects.filter(settled_at=None).values_list("kind", "count"))
    assert (waiting["pairs_to_review"], waiting["conflicts_to_review"]) == (1, 1)
    become("qk_web")
    decide(officers["reviewer"], "pairs", doubtful.pair, "apart")

    become("qk_worker")
    file_reviews()

    assert not ToDo.objects.filter(kind="pairs_to_review", settled_at=None).exists()


def test_parting_shows_what_would_follow_before_it_is_done(doubtful, officers):
    decide(officers["reviewer"], "pairs", doubtful.pair, "same")
    page = f"/elderly/person/{doubtful.pair.person_a_id}/sightings/"

    shown = re.sub(
        r"<[^>]+>",
        "",
        officers["reviewer"].browser.get(f"{page}?part={doubtful.pair.sighting_b_id}").content.decode(),
    )
    assert "来源 1 个、记录 1 条，另立一份档案" in shown
    officers["reviewer"].browser.post(
        f"{page}part/", {"part": doubtful.pair.sighting_b_id, "ground": "document"}
    )

    with doubtful.acting():
        assert LinkDecision.objects.order_by("-id").first().kind == "separate"
