"""Sheets go down the tree, are used, voided, handed up and destroyed; at each step two people."""

from __future__ import annotations

import pytest
from tests.database.maternal.conftest import span

from qinkang.accounts.models import Notice, ToDo
from qinkang.maternal import actions
from qinkang.maternal.mistakes import StockMistake
from qinkang.maternal.models import Slip
from qinkang.maternal.models.movement import Reason, Use
from qinkang.maternal.models.slip import SlipState

pytestmark = pytest.mark.clause("M0")


def refused(words: str):
    """Expect a sentence."""
    return pytest.raises(StockMistake, match=words)


def waiting(house) -> list[tuple[int, str]]:
    """Return whom the open to-dos wait for."""
    return [(one.unit, one.duty) for one in ToDo.objects.filter(settled_at=None).order_by("pk")]


def test_sheets_go_down_in_three_hand_overs(house):
    house.receive(span(1, 100))

    house.hand(span(1, 50), "省", "宝鸡", "岐山", "甲院")

    assert house.stock() == [("甲院", "库存", "1–50"), ("省", "库存", "51–100")]
    assert house.stock("甲院") == [("甲院", "库存", "1–50")]
    assert house.stock("丙院") == []


def test_a_hospital_of_the_province_receives_in_one_hand_over_and_hancheng_skips_the_city(house):
    house.receive(span(1, 100))

    house.hand(span(1, 10), "省", "省院")
    house.hand(span(11, 20), "省", "韩城")

    assert house.stock() == [("省院", "库存", "1–10"), ("韩城", "库存", "11–20"), ("省", "库存", "21–100")]


def test_nobody_else_skips_a_level_or_hands_to_others(house):
    house.receive(span(1, 100))

    for giver, receiver in (
        ("省", "岐山"),
        ("省", "甲院"),
        ("宝鸡", "甲院"),
        ("岐山", "丙院"),
        ("岐山", "宝鸡"),
    ):
        with refused("只能下发给直接下级"):
            house.open_down(span(1, 10), giver, receiver)


def test_who_entered_a_range_does_not_confirm_it(house):
    one = house.does(
        "省", actions.enter_receipt, span(1, 9), holder=house["省"], kind="delivery", document="单"
    )

    assert waiting(house) == [(house["省"], "review")]
    with refused("双人核对"):
        house.does("省", actions.confirm_receipt, one.pk)
    house.does("省", actions.refuse_receipt, one.pk, said="张数不符", who=2)

    assert (house.stock(), waiting(house)) == ([], [])
    house.receive(span(1, 9))  # the numbers are free again


def test_who_opened_a_slip_neither_checks_nor_signs_it(house):
    house.receive(span(1, 100))
    slip = house.open_down(span(1, 10), "省", "宝鸡")

    with refused("经办人不能核对"):
        house.does("省", actions.approve, slip.pk)
    with refused("尚未核对出库"):
        house.sign(slip, "宝鸡")
    assert waiting(house) == [(house["省"], "review")]

    house.does("省", actions.approve, slip.pk, who=2)

    assert waiting(house) == [(house["宝鸡"], "issue")]
    with refused("这一步由"):
        house.sign(slip, "省", who=3)
    house.sign(slip, "宝鸡")
    assert waiting(house) == []


def test_a_parcel_that_is_not_what_the_slip_says_is_not_signed_for(house):
    house.receive(span(1, 100))
    slip = house.open_down(span(1, 10), "省", "宝鸡")
    house.does("省", actions.approve, slip.pk, who=2)

    for counted, first in ((9, "Z610000001"), (10, "Z610000002"), (10, "Z61000001O")):
        with refused("清点结果与单据不符"):
            house.does("宝鸡", actions.sign, slip.pk, counted=counted, first=first)

    house.does("宝鸡", actions.refuse, slip.pk, said="少一张")
    assert house.stock() == [("省", "在途", "1–10"), ("省", "库存", "11–100")]
    house.does("省", actions.take_back, slip.pk)
    assert house.stock() == [("省", "库存", "1–100")]


def test_sheets_on_a_slip_or_under_way_can_be_used_by_nobody(house):
    house.receive(span(1, 100))
    house.hand(span(1, 100), "省", "宝鸡")
    slip = house.open_down(span(1, 10), "宝鸡", "岐山")

    with refused("已列入单据"):
        house.open_down(span(5, 20), "宝鸡", "扶风")
    house.does("宝鸡", actions.approve, slip.pk, who=2)
    with refused("正在途中"):
        house.does("宝鸡", actions.void, span(10, 11), holder=house["宝鸡"], reason=Reason.DAMAGED)
    with refused("不在本单位"):
        house.does("岐山", actions.take, "Z610000001", holder=house["岐山"], use=Use.FIRST)


def test_a_transfer_needs_the_superior_of_both(house):
    house.receive(span(1, 100))
    house.hand(span(1, 10), "省", "宝鸡", "岐山", "甲院")
    words = {"giver": house["甲院"]}

    with refused("同一上级"):
        house.does("甲院", actions.transfer, span(1, 4), receiver=house["丙院"], **words)
    slip = house.does("甲院", actions.transfer, span(1, 4), receiver=house["乙院"], **words)
    with refused("这一步由岐山县"):
        house.does("甲院", actions.approve, slip.pk, who=2)
    house.does("岐山", actions.approve, slip.pk)
    house.sign(slip, "乙院")

    assert house.stock("岐山") == [("乙院", "库存", "1–4"), ("甲院", "库存", "5–10")]

    slip = house.does("甲院", actions.transfer, span(5, 6), receiver=house["乙院"], **words)
    house.does("岐山", actions.refuse, slip.pk, said="乙院库存充足")
    assert house.stock("甲院") == [("甲院", "库存", "5–10")]


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
    with refused("此证已经使用"):
        house.does("省院", actions.take, "Z610000002", holder=house["省院"], use=Use.FIRST)
    with refused("此证已经使用，不能空白作废"):
        house.does("省院", actions.void, span(2, 2), holder=house["省院"], reason=Reason.DAMAGED)
    with refused("不能重复作废"):
        house.does("省院", actions.void, span(3, 3), holder=house["省院"], reason=Reason.DAMAGED)
    with refused("没有在分配范围"):
        house.does("省院", actions.take, "Z610000060", holder=house["省院"], use=Use.FIRST)
    with refused("尚未签发"):
        house.does("省院", actions.spoil, "Z610000009", holder=house["省院"], reason=Reason.PRINTED)


def test_spoiled_sheets_go_up_and_are_destroyed_by_two(house):
    house.receive(span(1, 100))
    house.hand(span(1, 10), "省", "宝鸡", "岐山", "甲院")
    for first, last in ((2, 3), (7, 7)):
        house.does("甲院", actions.void, span(first, last), holder=house["甲院"], reason=Reason.DAMAGED)

    for giver, receiver in (("甲院", "岐山"), ("岐山", "宝鸡"), ("宝鸡", "省")):
        slip = house.does(giver, actions.submit, [span(2, 3), span(7, 7)], giver=house[giver])
        house.sign(slip, receiver)
    with refused("由省级统一销毁"):
        house.does("宝鸡", actions.destroy, [span(2, 3)], giver=house["宝鸡"], document="清单")
    slip = house.does("省", actions.destroy, [span(2, 3), span(7, 7)], giver=house["省"], document="清单")
    with refused("双人核对"):
        house.does("省", actions.approve, slip.pk)
    house.does("省", actions.approve, slip.pk, who=2)

    ended = [row for row in house.stock() if row[1] == "已销毁"]
    assert ended == [("省", "已销毁", "2–3"), ("省", "已销毁", "7–7")]
    with refused("省级没有上级"):
        house.does("省", actions.submit, [span(50, 50)], giver=house["省"])
    with refused("仍是空白证"):
        house.does("甲院", actions.submit, [span(4, 4)], giver=house["甲院"])


def test_a_loss_is_told_to_the_superior_and_what_is_found_again_is_void(house):
    house.receive(span(1, 100))
    house.hand(span(1, 10), "省", "省院")

    with refused("写明经过"):
        house.does("省院", actions.void, span(4, 4), holder=house["省院"], reason=Reason.STOLEN)
    words = {"holder": house["省院"], "reason": Reason.STOLEN, "remark": "已报案"}
    house.does("省院", actions.void, span(4, 4), **words)

    assert Notice.objects.filter(kind="sheets_lost", unit=house["省"]).exists()
    assert ("省院", "遗失", "4–4") in house.stock()
    house.does("省院", actions.find_again, span(4, 4), holder=house["省院"], remark="保险柜夹层")
    assert ("省院", "作废", "4–4") in house.stock()


def test_a_range_that_meets_another_in_any_way_is_refused(house):
    house.receive(span(30, 71))
    meeting = {
        "inside": (40, 60),
        "beginning": (1, 30),
        "end": (71, 100),
        "encloses": (1, 100),
        "one": (50, 50),
    }

    for first, last in meeting.values():
        with refused("包含已入库的号段 Z610000030–Z610000071"):
            house.receive(span(first, last))
    house.receive(span(1, 100, "Y"))  # another letter is another sheet
    house.receive(span(1, 29))
    house.receive(span(72, 100))


def test_a_range_that_meets_somebody_elses_is_refused_without_telling_whose(house):
    house.receive(span(30, 71), at="岐山", kind="opening")

    with refused("登记在其他单位名下"):
        house.receive(span(1, 100), at="扶风", kind="opening")


def test_a_unit_other_than_the_province_only_enters_what_it_had_at_the_cut_over(house):
    with refused("由省级入库后逐级下发"):
        house.receive(span(1, 9), at="岐山")
    house.receive(span(1, 9), at="岐山", kind="opening")

    assert house.stock("岐山") == [("岐山", "库存", "1–9")]


def test_nobody_acts_for_another_unit_not_even_for_one_below(house):
    house.receive(span(1, 100))
    house.hand(span(1, 10), "省", "宝鸡", "岐山")

    for someone in ("宝鸡", "扶风", "省"):
        with refused("只能办理本单位"):
            house.does(someone, actions.void, span(1, 1), holder=house["岐山"], reason=Reason.DAMAGED)


def test_a_slip_of_others_is_seen_by_those_of_both_sides_only(house):
    house.receive(span(1, 100))
    house.hand(span(1, 10), "省", "宝鸡")
    slip = house.open_down(span(1, 5), "宝鸡", "岐山")

    for someone, sees in (("宝鸡", True), ("岐山", True), ("省", True), ("扶风", False), ("甲院", False)):
        with house.acting(someone):
            assert Slip.objects.filter(pk=slip.pk).exists() is sees, someone
    with refused("已经办结"):
        house.does("扶风", actions.refuse, slip.pk, said="不符")


def test_a_slip_ends_once(house):
    house.receive(span(1, 100))
    slip = house.open_down(span(1, 5), "省", "宝鸡")
    house.does("省", actions.drop, slip.pk)

    for again in (actions.drop, actions.approve, actions.take_back):
        with refused("已经办结"):
            house.does("省", again, slip.pk, who=2)
    with house.acting("省"):
        assert Slip.objects.get(pk=slip.pk).state == SlipState.DROPPED
