"""Sheets go down the tree, are used, voided, handed up and destroyed; at each step two people."""

import pytest
from tests.database.maternal.conftest import span

from qinkang.maternal import actions
from qinkang.maternal.mistakes import StockMistake
from qinkang.maternal.models.movement import Reason, Use

pytestmark = pytest.mark.clause("M0")


def test_sheets_go_down_in_three_hand_overs(house):
    house.receive(span(1, 100))

    house.hand(span(1, 50), "省", "宝鸡", "岐山", "甲院")

    assert house.stock() == [("甲院", "库存", "1–50"), ("省", "库存", "51–100")]
    assert house.stock("甲院") == [("甲院", "库存", "1–50")]
    assert house.stock("丙院") == []


def test_a_sheet_is_taken_once_and_the_next_is_offered(house):
    house.receive(span(1, 100))
    house.hand(span(1, 50), "省", "省院")

    for number in ("Z610000001", "Z610000002", "Z610000003"):
        with house.acting("省院"):
            assert actions.next_sheet(house["省院"]) == number
        house.does("省院", actions.take, number, holder=house["省院"], use=Use.FIRST)
    house.does("省院", actions.spoil, "Z610000003", holder=house["省院"], reason=Reason.PRINTED)

    assert house.stock("省院") == [
        ("省院", "已签发", "1–2"),
        ("省院", "作废", "3–3"),
        ("省院", "库存", "4–50"),
    ]
    with pytest.raises(StockMistake, match="此证已经使用"):
        house.does("省院", actions.take, "Z610000002", holder=house["省院"], use=Use.FIRST)
