"""One person: the way of each record, who it is for a reason, and how people are found."""

import re

import pytest
from tests.database.elderly.conftest import NAMES, PHONE, id_number
from tests.database.elderly.test_figures_pages import EXAMINED, text

from qinkang.accounts.models import AuditEvent
from qinkang.elderly.questions.people import MOST

pytestmark = pytest.mark.clause("E3")
NUMBER = id_number(0)


@pytest.fixture
def county(officer):
    """The browser of an officer of 岐山县."""
    return officer("610323").browser


def page_of(browser, **words) -> str:
    """The address of the first person that a search finds."""
    found = browser.post("/elderly/find/", words, headers={"HX-Request": "true"}).content.decode()
    return re.search(r"/elderly/person/\d+/", found)[0]


def found_by(browser, kind, words, **more) -> int:
    """How many people a search finds."""
    answer = browser.post(
        "/elderly/find/", {"kind": kind, "text": words, **more}, headers={"HX-Request": "true"}
    )
    return int(re.search(r"找到 (\d+) 人", answer.content.decode())[1])


def test_each_record_shows_its_way_from_the_file_to_the_receipt(officer):
    city = officer("610300").browser

    page = text(city.get(page_of(city, kind="number", text=NUMBER)))

    for step in (
        "收到 已接收 2025-10-31 10:00",
        "报送.csv 第 2 行",
        "清洗入库 有效",
        "报送 已发出",
        "回执 已送达",
        "对方编号 QG-0001",
    ):
        assert step in page, step
    assert "130/80 mmHg" in page and "系统BJ" in page
    assert "欧阳*甲" in page and NAMES[0] not in page and NUMBER not in page


def test_a_finding_stands_with_its_sentence_and_remedy(county):
    page = text(county.get(page_of(county, kind="number", text=id_number(8))))

    assert "左侧收缩压 自动修正 999" in page and "请核实数值和单位后重报" in page


def test_who_sees_a_row_but_not_the_batch_still_sees_who_sent_it(county):
    page = text(county.get(page_of(county, kind="number", text=NUMBER)))

    assert re.search(r"收到 已接收 — 系统BJ，批次 \d+ 第 2 行", page)
    assert "报送.csv" not in page


def test_nobody_opens_a_person_or_a_record_of_another_county(county, officer):
    address = page_of(county, kind="number", text=NUMBER)
    record = re.search(r"/elderly/record/health_check/\d+/", county.get(address).content.decode())[0]
    outsider = officer("610324").browser

    assert county.get(record).status_code == 200
    assert outsider.get(address).status_code == 404
    assert outsider.get(record).status_code == 404
    assert outsider.post(f"{address}unmask/", {"reason": "contact"}).status_code == 404


def test_who_it_is_in_full_is_shown_for_a_reason_and_written_down(county, audited):
    address = page_of(county, kind="number", text=NUMBER)

    shown = text(county.post(f"{address}unmask/", {"reason": "petition"}))

    assert NAMES[0] in shown and NUMBER in shown
    assert ("unmask_identity", "done") in [(action, outcome) for action, outcome, _ in audited()]
    last = AuditEvent.objects.filter(action="unmask_identity").latest("id")
    assert last.because == "查看完整身份信息：办理投诉、信访或查询申请"
    assert str(last.object_ref) == re.search(r"\d+", address)[0]


def test_without_a_reason_nothing_is_shown(county, audited):
    address = page_of(county, kind="number", text=NUMBER)

    for given in ({}, {"reason": ""}, {"reason": "curiosity"}):
        assert county.post(f"{address}unmask/", given).status_code == 404
    assert county.get(f"{address}unmask/").status_code == 405
    assert "unmask_identity" not in [action for action, *_ in audited()]


def test_reading_a_person_is_written_down_though_it_is_masked(county, audited):
    county.get(page_of(county, kind="number", text=NUMBER))

    assert {"find_person", "read_person", "read_identity"} <= {action for action, *_ in audited()}


@pytest.mark.parametrize(
    ("kind", "words", "more", "people"),
    [
        ("number", NUMBER, {}, 1),
        ("number", NUMBER.lower().replace("610323", "610323 "), {}, 1),
        ("phone", PHONE, {}, 1),
        ("phone", f"+86 {PHONE}", {}, 1),
        ("record", "QS-0003", {}, 1),
        ("record", "QS-", {}, 0),
        ("name", NAMES[0], {"year": "1950"}, 1),
        ("name", NAMES[0], {}, 1),
        ("name", NAMES[0], {"year": "1951"}, 0),
        ("name", "欧阳别人", {}, 0),
    ],
)
def test_people_are_found_by_exact_values_within_ones_scope(county, kind, words, more, people):
    assert found_by(county, kind, words, **more) == people


def test_nobody_is_found_outside_ones_scope(officer):
    outsider = officer("610324").browser

    assert found_by(outsider, "number", NUMBER) == 0
    assert found_by(outsider, "phone", PHONE) == 0
    assert found_by(outsider, "record", "QS-0003") == 0
    assert found_by(outsider, "name", NAMES[7], year="1950") == 0


def test_who_searches_too_often_waits_and_nothing_of_it_is_in_the_trail(county):
    for _ in range(MOST):
        assert found_by(county, "phone", PHONE) == 1

    answer = county.post("/elderly/find/", {"kind": "phone", "text": PHONE}, headers={"HX-Request": "true"})

    assert "请稍后再查" in answer.content.decode()
    rows = AuditEvent.objects.filter(action="find_person").order_by("-id")[: MOST + 1]
    assert rows[0].outcome == "refused"
    assert not any(PHONE in f"{row.object_ref}{row.because}" for row in rows)


def test_a_list_leads_to_the_person(county):
    page = county.get(f"/elderly/area/610323/cases/?{EXAMINED}").content.decode()

    assert county.get(re.search(r"/elderly/person/\d+/", page)[0]).status_code == 200
