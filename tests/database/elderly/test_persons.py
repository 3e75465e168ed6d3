"""One person: the way of each record, who it is for a reason, and how people are found."""

import datetime as dt
import itertools
import re

import pytest
from tests.database.elderly.conftest import NAMES, PHONE, id_number
from tests.database.elderly.test_figures_pages import EXAMINED, text

from qinkang.accounts.models import AuditEvent
from qinkang.elderly.questions.people import MOST
from qinkang.intake.agreements import change_sender
from qinkang.kernel import clock
from qinkang.measures.building import build
from qinkang.records.models import Contract, ContractItems, Death, HealthCheck, Living, SelfCare

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


@pytest.fixture
def also(filled):
    """Let more be known of the first woman: `also(SelfCare, "2025-06-01", grade="2")`; returns the record."""
    numbers = itertools.count(1)

    def store(model, day, **values):
        day = dt.date.fromisoformat(day)
        with filled.acting():
            check_up = HealthCheck.objects.get(source_no="QS-0000")
            return model.objects.create(
                sighting=check_up.sighting, scope=check_up.scope, sender=check_up.sender, batch_id=check_up.batch_id,
                business_key=f"also{next(numbers)}".encode(), content=b"", version=1, standing="accepted", row_number=1,
                recorded_at=clock.now(), actor="job:test", happened_on=day, **{model.dataset.happened_on: day}, **values,
            )  # fmt: skip

    return store


def test_one_line_of_time_holds_all_data_sets_with_their_ways(county, also, filled):
    also(SelfCare, "2025-06-01", grade="2", total=5, meal_score=3, wash_score=1, org="凤鸣镇卫生院")
    contract = also(Contract, "2025-01-01", end_date=dt.date(2025, 12, 31), status="1", doctor="甲医生", org="凤鸣镇卫生院")  # fmt: skip
    with filled.acting():
        for place, (due, done) in enumerate([(1, 1), (4, 2)], 1):
            ContractItems.objects.create(
                record=contract,
                seq=place,
                scope=contract.scope,
                item_code=f"0{place}",
                due_n=due,
                done_n=done,
            )
    also(Living, "2025-07-01", living_arrangement="01", cohabit_n=0)

    page = text(county.get(page_of(county, kind="number", text=NUMBER)))

    assert "4 份记录" in page
    assert "等级 轻度依赖" in page and "进餐 3 · 梳洗 1" in page
    assert "协议期 2025-01-01 至 2025-12-31" in page and "履约 1 / 2 项已做满" in page
    assert re.search(r"居住情况 独居 老年人居住情况 2025-07-01 系统BJ 其他系统 取最近一次登记的", page)
    assert re.search(r"生活自理能力 轻度依赖 老年人生活自理能力评估 2025-06-01", page)


def test_a_death_stands_plainly_on_the_page_and_on_lists(county, also, filled):
    also(Death, "2025-01-10", source="2", confirm_status="1", reported_at=dt.date(2025, 1, 12))
    build(filled.by.scope)

    page = text(county.get(page_of(county, kind="number", text=NUMBER)))
    listed = text(county.get(f"/elderly/area/610323/cases/?{EXAMINED}"))

    assert "已故 2025-01-10 去世（公安注销，已确认）" in page
    assert "去世以后的记录，请核实" in page  # the check-up, later in the year
    assert listed.count("已故 2025-01-10") == 1


def test_a_suspected_death_is_asked_about_and_nobody_is_called_dead(county, also):
    also(Death, "2025-09-30", source="7", confirm_status="0", reported_at=dt.date(2025, 10, 2))

    page = text(county.get(page_of(county, kind="number", text=NUMBER)))

    assert "疑似死亡 村居上报报告 2025-09-30 去世，尚未确认，请核实" in page
    assert "已故" not in page and "去世以后" not in page


def test_every_record_opens_as_its_form_within_ones_scope(county, officer, also):
    address = f"/elderly/record/self_care/{also(SelfCare, '2025-06-01', grade='2', total=5).pk}/"
    outsider = officer("610324").browser

    page = text(county.get(address))

    assert "生活自理能力等级 轻度依赖" in page and "总评分 5 分" in page and "欧阳*甲" in page
    assert outsider.get(address).status_code == 404
    assert county.get("/elderly/record/nothing/1/").status_code == 404


def test_every_value_shows_what_kind_of_system_gave_it_and_why_that_one(county, filled):
    address = page_of(county, kind="number", text=NUMBER)
    assert "系统BJ 其他系统" in text(county.get(address))

    change_sender(filled.sender("BJ"), kind="population_registry", by=filled.by)

    page = text(county.get(address))
    assert "系统BJ 人口库" in page
    assert "姓名、证件号码、性别、出生日期：人口库优先（省级约定（默认），待确认）" in page
    assert "居住区划、居住情况：老龄工作管理系统或基本公卫系统优先" in page
