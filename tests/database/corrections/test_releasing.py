"""A held record is released by two people, or sent back; what they have settled does not hold it again."""

import re

import pytest
from tests.database.ready import become

from qinkang.accounts.models import ToDo
from qinkang.intake.models import Finding
from qinkang.pipeline.corrections import store_next_correction
from qinkang.records.actions.correcting import CorrectionMistake, approve
from qinkang.records.actions.sending_back import send_back
from qinkang.records.models.correction import CorrectionState, Kind

pytestmark = pytest.mark.clause("N4")
HELD = {"姓名": "王三1", "版本号": ""}  # a name with a digit waits for somebody
REASON = {"reason": "form_agrees"}


def standing(office):
    return [one for (one,) in office.records("standing")]


def held_by(office):
    """Rules that hold by the current findings, with whether they are settled."""
    with office.acting():
        rows = Finding.objects.filter(current=True, severity="hold").order_by("id")
        return [(one.rule, one.settled is not None) for one in rows]


def sent_back(office):
    """How much of the work that was sent back is open."""
    with office.acting():
        return ToDo.objects.filter(kind="held_to_check", settled_at=None).count()


def another(number):
    """A row about somebody else, so that the file is another one."""
    return {"体检编号": f"X-{number}", "姓名": "司马测验", "身份证号": "610323195001010022"}


@pytest.fixture
def held(office):
    office.takes(HELD, at="2025-04-02")
    assert standing(office) == ["held"]
    return office


def test_a_released_record_counts_is_announced_and_its_finding_says_so(held):
    assert held_by(held) == [("C-20", False)]

    asked = held.corrects(Kind.RELEASE, **REASON)

    assert (asked.state, asked.fields) == (CorrectionState.APPLIED, ["C-20"])
    assert standing(held) == ["accepted"]
    assert held_by(held) == [("C-20", True)]
    assert held.announced()[-1][1:] == ("new", "waiting")


def test_the_list_of_findings_says_what_was_settled_and_is_narrowed_by_it(held, officers, person):
    held.corrects(Kind.RELEASE, **REASON)
    become("qk_web")
    outsider = person("outsider", at="610324", rights=[("elderly", "view")])

    def shown(browser, **asked):
        page = browser.get("/elderly/findings/", asked).context["page"]
        return [(row.rule, row.severity) for row in page.rows if row.rule == "C-20"]

    browser = officers["reviewer"].browser
    listed = browser.get("/elderly/findings/", {"rule": "C-20"}).content.decode()
    found = [shown(browser, **({"severity": asked} if asked else {})) for asked in ("", "settled", "hold")]
    theirs = shown(outsider.browser, severity="settled")
    become("qk_worker")

    assert found == [[("C-20", "已核实")], [("C-20", "已核实")], []]
    assert "已核实</span>" in listed and theirs == []


@pytest.mark.parametrize(
    ("row", "receipt", "stands"),
    [
        ({}, ("accepted", "unchanged"), "accepted"),  # the same again
        ({"责任医生": "王医生"}, ("accepted", "superseded"), "accepted"),  # the same name, other contents
        ({"姓名": "王三2"}, ("held", "superseded"), "held"),  # a new value
    ],
)
def test_the_same_value_sent_again_does_not_hold_it_and_a_new_value_does(held, row, receipt, stands):
    held.corrects(Kind.RELEASE, **REASON)
    told = len(held.announced())

    batch = held.takes(HELD | row, another(1), at="2025-05-02")

    assert held.receipts(batch)[0][1:] == receipt
    assert standing(held)[0] == stands
    assert held_by(held) == [("C-20", stands == "accepted")]
    assert (batch.held, batch.accepted) == ((0, 2) if stands == "accepted" else (1, 1))
    if receipt[1] == "unchanged":
        assert len(held.announced()) == told + 1  # the other row's alone


def test_after_a_new_value_the_old_one_is_settled_still(held):
    held.corrects(Kind.RELEASE, **REASON)
    held.takes(HELD | {"姓名": "王三2"}, at="2025-05-02")

    held.takes(HELD, another(2), at="2025-06-02")

    assert standing(held)[0] == "accepted"


def test_nobody_releases_alone_nor_what_is_not_held(office):
    with pytest.raises(CorrectionMistake, match="没有存疑"):
        office.asks(Kind.RELEASE, **REASON)
    office.takes(HELD, at="2025-04-02")
    with pytest.raises(CorrectionMistake, match="请选择原因"):
        office.asks(Kind.RELEASE)
    asked = office.asks(Kind.RELEASE, **REASON)

    with pytest.raises(CorrectionMistake, match="两人办理"):
        approve(asked.pk, by=office.officer(office.asker))
    assert standing(office) == ["held"]


def test_a_record_that_moved_on_meanwhile_stays_as_it_is(held):
    asked = held.asks(Kind.RELEASE, **REASON)
    held.takes(HELD | {"姓名": "王三2"}, at="2025-05-02")
    approve(asked.pk, by=held.officer())

    while store_next_correction():
        pass

    assert held.request(asked.pk).state == CorrectionState.RETURNED
    assert standing(held) == ["held"]


def test_what_is_sent_back_waits_with_those_who_enter_until_its_sender_has_answered(held):
    record = held.record()
    with pytest.raises(CorrectionMistake, match="请写明"):
        send_back(record, " ", by=held.officer())
    send_back(record, "姓名里有数字，请核对证件", by=held.officer())
    assert sent_back(held) == 1

    held.takes(HELD | {"姓名": "王三2"}, at="2025-05-02")
    assert sent_back(held) == 1

    held.takes({"版本号": ""}, another(3), at="2025-06-02")
    assert (standing(held)[0], sent_back(held)) == ("accepted", 0)


def form(number, who="ask") -> str:
    return f"/elderly/corrections/{who}/elderly.health_check/{number}/"


def shown(answer) -> str:
    assert answer.status_code == 200, answer
    return re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())


def test_on_its_page_one_asks_for_release_and_another_approves(held, officers, person):
    number = held.record().pk
    become("qk_web")
    asker, reviewer = officers["asker"].browser, officers["reviewer"].browser
    page = shown(asker.get(form(number)))
    assert "这条记录存疑" in page and "不含数字、符号和身份词" in page and "王三1" not in page

    asked = asker.post(form(number), {"do": "release", "reason": "form_agrees", "grounds": "已核对体检表"})
    shows = shown(reviewer.get(asked["Location"]))
    assert "解除存疑" in shows and "不含数字、符号和身份词" in shows and "与纸质表、原始记录一致" in shows
    outsider = person("outsider", at="610324", rights=[("elderly", "view"), ("elderly", "review")]).browser
    assert outsider.get(asked["Location"]).status_code == 404
    assert outsider.post(f"{asked['Location']}decide/", {"do": "approve"}).status_code == 404
    assert outsider.post(form(number, "review"), {"do": "send_back", "said": "请核实"}).status_code == 404

    reviewer.post(f"{asked['Location']}decide/", {"do": "approve"})
    become("qk_worker")
    while store_next_correction():
        pass
    assert standing(held) == ["accepted"]


def test_on_its_page_a_held_record_is_sent_back(held, officers):
    number = held.record().pk
    become("qk_web")
    answer = officers["reviewer"].browser.post(
        form(number, "review"), {"do": "send_back", "said": "请核对姓名"}, follow=True
    )

    assert "已退回报送单位核实" in shown(answer)
    become("qk_worker")
    assert sent_back(held) == 1
