"""The pages of corrections: the form keeps what is typed, identity is hidden, a second person decides, outsiders see nothing."""

import re

import pytest
from tests.database.ready import become

from qinkang.pipeline.corrections import store_next_correction
from qinkang.records.models import Evidence
from qinkang.records.models.correction import CorrectionState, Kind

pytestmark = pytest.mark.clause("N4")
NAME, NUMBER = "欧阳试验", "610323194912310021"
GOOD = {"reason": "typing", "grounds": "已核对纸质体检表"}
PDF = b"%PDF-1.4 invented"


@pytest.fixture
def web(office):
    """Be the web for the pages; give the record's number."""
    number = office.record().pk
    become("qk_web")
    yield number
    become("qk_worker")


def form(number) -> str:
    return f"/elderly/corrections/ask/elderly.health_check/{number}/"


def shown(answer) -> str:
    assert answer.status_code == 200, answer
    return re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())


def test_the_form_shows_the_record_by_sections_and_hides_who_it_is(web, officers):
    page = officers["asker"].browser.get(form(web)).content.decode()

    assert 'name="f_sbp_left" value="130"' in page and "辅助检查" in page
    assert NAME not in page and NUMBER not in page and "f_id_no" not in page
    assert "欧阳*验" in page


def test_identity_is_shown_for_a_reason_that_is_kept(web, officers, audited):
    browser = officers["asker"].browser

    assert browser.post(f"{form(web)}unmask/", {}).status_code == 404
    page = browser.post(f"{form(web)}unmask/", {"why": "correct"}).content.decode()

    assert f'value="{NAME}"' in page and f'value="{NUMBER}"' in page
    assert "unmask_identity" in [action for action, *_ in audited()]


def test_a_draft_keeps_itself_says_what_the_rules_think_and_comes_back(web, officers):
    browser = officers["asker"].browser

    said = shown(browser.post(form(web), {"do": "", "f_sbp_left": "999"}, headers={"HX-Request": "true"}))

    assert "改了 1 项" in said and "须先改正" in said and "草稿已保存" in said
    page = browser.get(form(web)).content.decode()
    assert 'name="f_sbp_left" value="999"' in page and "已恢复" in page


def test_hidden_identity_in_a_draft_survives_what_is_typed_beside_it(web, officers, office):
    browser = officers["asker"].browser
    browser.post(f"{form(web)}unmask/", {"why": "correct"})
    browser.post(form(web), {"f_name": "欧阳试甲"}, headers={"HX-Request": "true"})

    browser.post(form(web), {"f_sbp_left": "135", "do": "ask", **GOOD})

    (asked,) = office.requests()
    assert (asked.state, asked.fields) == (CorrectionState.ASKED, ["name", "sbp_left"])


def test_one_asks_another_approves_and_the_record_changes(web, officers, office):
    answer = officers["asker"].browser.post(form(web), {"f_sbp_left": "135", "do": "ask", **GOOD})
    page = answer["Location"]

    mine = shown(officers["asker"].browser.get(page))
    assert "须由另一人审核" in mine and "核准更正" not in mine
    theirs = shown(officers["reviewer"].browser.get(page))
    assert re.search(r"左侧收缩压\s+130\s+135", theirs) and "录入笔误" in theirs and "核准更正" in theirs
    officers["reviewer"].browser.post(f"{page}decide/", {"do": "approve"})
    become("qk_worker")
    store_next_correction()

    assert office.record().sbp_left == 135.0


def test_giving_back_needs_words_and_reaches_the_asker(web, officers, office):
    officers["asker"].browser.post(form(web), {"f_sbp_left": "135", "do": "ask", **GOOD})
    (asked,) = office.requests()
    decide = f"/elderly/corrections/{asked.pk}/decide/"

    officers["reviewer"].browser.post(decide, {"do": "return", "said": ""})
    assert office.request(asked.pk).state == CorrectionState.ASKED
    officers["reviewer"].browser.post(decide, {"do": "return", "said": "请附纸质表"})

    page = shown(officers["asker"].browser.get(form(web)))
    assert "没有通过" in page and "请附纸质表" in page


def test_a_whole_record_is_asked_to_be_withdrawn(web, officers, office):
    officers["asker"].browser.post(form(web), {"do": "withdraw", "reason": "twice", "grounds": "重复登记"})

    assert [(one.kind, one.fields) for one in office.requests()] == [(Kind.WITHDRAW, [])]


def test_evidence_is_sealed_and_opened_by_the_reviewer_alone(web, officers, office, audited):
    from django.core.files.uploadedfile import SimpleUploadedFile

    asker, reviewer = officers["asker"].browser, officers["reviewer"].browser
    for name, content in (("欧阳试验体检表.pdf", PDF), ("list.exe", b"MZ")):
        asker.post(form(web), {"do": "attach", "files": SimpleUploadedFile(name, content)})
    asker.post(form(web), {"f_sbp_left": "135", "do": "ask", **GOOD})

    with office.acting():
        (kept,) = Evidence.objects.all()
    assert PDF not in bytes(kept.sealed) and "欧阳试验".encode() not in bytes(kept.sealed)
    address = f"/elderly/corrections/evidence/{kept.pk}/"
    assert asker.get(address).status_code == 403
    answer = reviewer.get(address)
    assert answer.content == PDF and answer["Content-Type"] == "application/pdf"
    assert "read_evidence" in [action for action, *_ in audited()]


def test_the_reviewer_sees_identity_before_and_after_only_for_a_reason(web, officers, office):
    browser = officers["asker"].browser
    browser.post(f"{form(web)}unmask/", {"why": "correct"})
    browser.post(form(web), {"f_name": "欧阳试甲", "do": "ask", **GOOD})
    (asked,) = office.requests()
    page = f"/elderly/corrections/{asked.pk}/"

    assert NAME not in shown(officers["reviewer"].browser.get(page))
    full = shown(officers["reviewer"].browser.post(f"{page}unmask/", {"why": "review"}))

    assert NAME in full and "欧阳试甲" in full


def test_the_outsider_opens_neither_record_nor_request(web, officers, office, person):
    officers["asker"].browser.post(form(web), {"f_sbp_left": "135", "do": "ask", **GOOD})
    (asked,) = office.requests()
    rights = [("elderly", duty) for duty in ("view", "enter", "review")]
    outsider = person("outsider", at="610324", rights=rights).browser

    for address in (form(web), form(web).replace("ask", "review"), f"/elderly/corrections/{asked.pk}/"):
        assert outsider.get(address).status_code == 404, address
    assert outsider.post(form(web), {"do": "ask", "f_sbp_left": "1", **GOOD}).status_code == 404
    assert outsider.post(f"/elderly/corrections/{asked.pk}/decide/", {"do": "approve"}).status_code == 404
    assert f"申请 {asked.pk}" not in shown(outsider.get("/elderly/corrections/"))
    assert office.request(asked.pk).state == CorrectionState.ASKED


def test_a_data_set_of_another_line_has_no_form_here(web, officers):
    assert officers["asker"].browser.get(f"/elderly/corrections/ask/maternal.birth/{web}/").status_code == 404
    assert officers["asker"].browser.get(f"/elderly/corrections/ask/nothing/{web}/").status_code == 404


def test_nothing_in_the_list_says_who_it_is(web, officers, office):
    officers["asker"].browser.post(form(web), {"f_sbp_left": "135", "do": "ask", **GOOD})

    page = shown(officers["reviewer"].browser.get("/elderly/corrections/"))

    assert "左侧收缩压" in page and NAME not in page and NUMBER not in page
