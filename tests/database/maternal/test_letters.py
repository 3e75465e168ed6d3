"""M4: which letters may be used is kept by the office, dated, and asked wherever sheets move."""

from __future__ import annotations

from datetime import date

import psycopg
import pytest
from tests.database.maternal.conftest import DAY, forget_decisions, span

from qinkang.kernel import clock
from qinkang.maternal import actions
from qinkang.maternal.mistakes import StockMistake
from qinkang.maternal.models import Letter
from qinkang.maternal.models.movement import Reason, Use
from qinkang.maternal.stock.letters import refusal, usable

pytestmark = pytest.mark.clause("M4")


@pytest.fixture(autouse=True)
def letters_as_they_came(house, database_url):
    """Take out afterwards what the office decided in a test."""
    yield
    forget_decisions(database_url("qk_owner"))


def decide(house, letter="Z", valid_until=None, valid_from=date(2025, 1, 1), **more):
    words = {"printed_year": 2025, "edition": 7, "source": "测试通知1号"} | more
    house.does("省", actions.set_letter, letter, valid_from=valid_from, valid_until=valid_until, **words)


def test_the_letters_that_come_with_the_product_follow_the_editions(house):
    told = {
        ("Z", date(2026, 1, 1)): "",
        ("X", date(2023, 4, 1)): "",
        ("X", date(2023, 3, 31)): "自 2023-04-01 起才允许",
        ("W", date(2023, 3, 31)): "",
        ("W", date(2023, 4, 1)): "第6版，2022年印制）已于 2023-03-31 停用",
        ("S", date(2018, 12, 31)): "",
        ("S", date(2019, 1, 1)): "停用",
        ("O", date(2014, 6, 1)): "",  # O was printed; it is no digit
        ("I", date(2010, 1, 1)): "",
    }

    for (letter, on), says in told.items():
        said = refusal(letter, on) or ""
        assert says in said and bool(says) == bool(said), (letter, on)


def test_they_are_marked_as_unconfirmed(house):
    assert set(Letter.objects.values_list("packaged", flat=True)) == {True}
    assert all("未核定" in one.source for one in Letter.objects.all())
    assert usable(DAY) == ["X", "Y", "Z"]


def test_a_letter_that_nobody_knows_is_refused_with_what_to_do(house, database_url):
    with psycopg.connect(database_url("qk_owner"), autocommit=True) as owner:
        owner.execute("ALTER TABLE maternal_letter DISABLE TRIGGER registry_keep_decisions")
        owner.execute("UPDATE maternal_letter SET known_until = now() WHERE letter = 'A'")
        owner.execute("ALTER TABLE maternal_letter ENABLE TRIGGER registry_keep_decisions")

    for kind in ("delivery", "opening"):
        with pytest.raises(StockMistake, match=r"字冠 A 尚未登记.*允许字冠"):
            house.receive(span(1, 9, "A"), kind=kind)


def test_old_stock_is_blocked_by_a_new_edition_and_can_still_be_voided(house):
    house.receive(span(1, 100))
    house.hand(span(1, 10), "省", "省院")
    slip = house.open_down(span(11, 20), "省", "宝鸡")
    decide(house, valid_until=date(2026, 6, 30))

    with clock.frozen(date(2026, 7, 1)):
        for deed in (
            lambda: house.receive(span(200, 300)),
            lambda: house.open_down(span(21, 30), "省", "宝鸡"),
            lambda: house.does("省", actions.approve, slip.pk, who=2),
            lambda: house.does("省院", actions.take, "Z610000001", holder=house["省院"], use=Use.FIRST),
        ):
            with pytest.raises(StockMistake, match=r"字冠 Z.*停用.*作废后上缴"):
                deed()
        with house.acting("省院"):
            assert actions.next_sheet(house["省院"]) is None
        house.does(
            "省院", actions.void, span(1, 10), holder=house["省院"], reason=Reason.OTHER, remark="换版"
        )
        house.receive(span(1, 9, "W"), kind="opening")  # what a unit still has is entered, to be voided

    on_the_last_day = {"holder": house["省"], "use": Use.FIRST, "on": date(2026, 6, 30)}
    house.does("省", actions.take, "Z610000050", **on_the_last_day)


def test_nothing_that_was_decided_is_overwritten(house):
    decide(house, valid_until=date(2026, 6, 30))
    decide(house, valid_from=date(2025, 3, 1), source="测试通知2号")

    known = Letter.objects.filter(letter="Z")
    assert known.count() == 3
    assert [one.source for one in known.filter(known_until=None)] == ["测试通知2号"]
    house.does("省", actions.stop_letter, "Z", since=date(2026, 1, 1))
    assert usable(DAY) == ["X", "Y"]
    with pytest.raises(StockMistake, match="本来就不允许"):
        house.does("省", actions.stop_letter, "Z", since=date(2026, 1, 1))


def test_what_cannot_be_decided_is_said(house):
    for given, says in (
        ({"letter": "z"}, "一个大写字母"),
        ({"source": " "}, "请填写依据"),
        ({"valid_until": date(2024, 1, 1)}, "晚于截止日期"),
    ):
        with pytest.raises(StockMistake, match=says):
            decide(house, **given)
