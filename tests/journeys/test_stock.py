"""How blank certificates are handed down, signed for, voided and looked for."""

from __future__ import annotations

import pytest
from tests.database.maternal.conftest import House, empty, hospitals, span  # noqa: F401  - a fixture by name

from qinkang.maternal import actions
from qinkang.maternal.models.movement import Reason, Use

pytestmark = pytest.mark.clause("M0")
ALL = [("maternal", duty) for duty in ("view", "issue", "review", "export")]


@pytest.fixture
def house(hospitals, db, database_url):  # noqa: F811
    """A county that has sheets, and a hospital that used some of them, today."""
    empty(database_url("qk_owner"))
    house = House()
    house.receive(span(1, 1000))
    house.receive(span(1, 40, "W"), at="岐山", kind="opening")
    house.hand(span(1, 500), "省", "宝鸡", "岐山")
    house.hand(span(1, 100), "岐山", "甲院")
    for number in (*range(1, 9), 11, 12):
        house.does("甲院", actions.take, f"Z61{number:07d}", holder=house["甲院"], use=Use.FIRST)
    house.does("甲院", actions.void, span(13, 13), holder=house["甲院"], reason=Reason.DAMAGED)
    return house


def test_a_county_hands_sheets_down_and_looks_after_those_below(served, house, person, enter, look):
    page = enter(person("wangli", at="610323", rights=ALL, at_the_door=True))
    page.get_by_role("link", name="空白证台账").click()
    page.wait_for_selector("text=2 张空白证被跳号")
    page.wait_for_selector("text=今年废证率 9.1%，超过 1%")
    look("maternal-stock")

    page.get_by_role("link", name="下发", exact=True).click()
    page.get_by_label("接收单位").select_option(label="乙院")
    page.get_by_label("起始编号").fill("Z610000O01")
    page.get_by_label("截止编号").fill("Z610000120")
    page.get_by_role("button", name="开具出库单").click()
    page.wait_for_selector("text=是否应为 Z610000001")
    look("maternal-hand-down")
    page.get_by_label("起始编号").fill("Z610000101")
    page.get_by_role("button", name="开具出库单").click()
    page.wait_for_selector("text=等待另一人核对出库")
    look("maternal-slip-asked")

    page.get_by_role("link", name="年度统计").click()
    page.wait_for_selector("text=账实相符")
    look("maternal-year")
    page.get_by_role("link", name="允许字冠").click()
    page.wait_for_selector("text=默认值，不是国家规定")
    look("maternal-letters")
    page.get_by_role("link", name="入库", exact=True).click()
    page.wait_for_selector("text=期初结存")
    look("maternal-receipts")
    page.get_by_role("link", name="出入库单据").click()
    page.wait_for_selector("text=待出库核对")
    look("maternal-slips")
    page.get_by_role("link", name="证号查询").click()
    page.get_by_label("证件编号").fill("Z610000013")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=流转记录")
    look("maternal-number")


def test_a_hospital_counts_and_signs_and_voids(served, house, person, enter, look):
    slip = house.open_down(span(201, 230), "岐山", "甲院")
    house.does("岐山", actions.approve, slip.pk, who=2)
    page = enter(person("zhaomin", at="甲院", rights=ALL[:2], at_the_door=True))
    page.get_by_role("link", name="空白证下发待签收").first.click()
    page.wait_for_selector("text=清点签收")
    look("maternal-slip")
    page.get_by_label("实收张数").fill("30")
    page.get_by_label("第一张的编号").fill("Z610000201")
    page.get_by_role("button", name="签收", exact=True).click()
    page.wait_for_selector("text=已完成")

    page.get_by_role("link", name="空白证台账").click()
    page.get_by_role("link", name="登记作废").click()
    page.get_by_label("起始编号").fill("Z610000009")
    page.get_by_label("作废原因").select_option("damaged")
    look("maternal-void")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="登记作废").click()
    page.wait_for_selector("text=已登记")
    page.get_by_role("link", name="查看断号").click()
    page.wait_for_selector("text=Z610000010")
    look("maternal-gaps")

    assert ("甲院", "作废", "9–9") in house.stock("甲院")
