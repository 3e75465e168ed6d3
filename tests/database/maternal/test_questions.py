"""What is asked of the stock: the yearly form with its balance, the void rate, the sheets passed over."""

from __future__ import annotations

from datetime import date

import pytest
from tests.database.maternal.conftest import span

from qinkang.accounts.units import unit_tree
from qinkang.kernel import clock
from qinkang.kernel.certificate_number import at
from qinkang.maternal import actions
from qinkang.maternal.models.movement import Reason, Use
from qinkang.maternal.models.stock import BLANK
from qinkang.maternal.presenters.movements import ISSUED, TITLES, movements
from qinkang.maternal.presenters.year import YearLine
from qinkang.maternal.questions.sheets import counts, gaps, history
from qinkang.maternal.questions.year_sheet import cells, moved

pytestmark = pytest.mark.clause("M0")


def take(house, name, first, last, use=Use.FIRST, on=None):
    for number in range(first, last + 1):
        house.does(name, actions.take, f"Z61{number:07d}", holder=house[name], use=use, on=on)


def spoil(house, name, first, last, reason=Reason.DAMAGED, **more):
    words = {"holder": house[name], "reason": reason, **more}
    house.does(name, actions.void, span(first, last), **words)


@pytest.fixture
def two_years(house):
    """A year and a half of two hospitals of one county, one sheet of each kind and more."""
    with clock.frozen(date(2025, 11, 1)):
        house.receive(span(1, 1000))
        house.hand(span(1, 300), "省", "宝鸡", "岐山")
        house.hand(span(1, 100), "岐山", "甲院")
        take(house, "甲院", 1, 4)
        spoil(house, "甲院", 5, 5)
    house.hand(span(101, 120), "岐山", "乙院")
    take(house, "甲院", 6, 9)
    take(house, "甲院", 10, 10, Use.REPLACED)
    take(house, "甲院", 11, 11, Use.HOME)
    take(house, "甲院", 12, 12)
    house.does("甲院", actions.spoil, "Z610000012", holder=house["甲院"], reason=Reason.PRINTED)
    take(house, "甲院", 15, 16)
    spoil(house, "甲院", 17, 18)
    spoil(house, "甲院", 19, 19, Reason.LOST_BY_HOSPITAL, remark="已声明")
    slip = house.does("甲院", actions.transfer, span(90, 100), giver=house["甲院"], receiver=house["乙院"])
    house.does("岐山", actions.approve, slip.pk)
    house.sign(slip, "乙院")
    return house


def line(house, name, year, *units):
    tree = unit_tree()
    with house.acting(name):  # who sees their own part of the ledger only has the same figures
        return cells(moved(year), units or tree.subtree(house[name]))


def test_the_yearly_form_of_a_hospital(two_years):
    one = line(two_years, "甲院", 2026)

    assert one.opening == 95  # 100 handed down, 4 issued and 1 void the year before
    assert one.received == -11  # handed over to 乙院
    assert (one.issued[Use.FIRST], one.issued[Use.REPLACED], one.inside) == (6, 1, 7)
    assert (one.issued[Use.HOME], one.outside) == (1, 1)
    assert one.void == {"wrong": 1, "lost": 1, "other": 2}
    assert (one.spoiled, one.gone) == (4, 12)
    assert one.closing == 95 - 11 - 12
    assert (one.balanced, round(one.void_rate, 2), one.too_many_void) == (True, 33.33, True)


def test_what_goes_from_one_to_another_below_is_no_movement_of_the_county(two_years):
    one = line(two_years, "岐山", 2026)

    assert (one.opening, one.came, one.left) == (295, 0, 0)
    assert (one.gone, one.closing) == (12, 283)


def test_each_line_balances_and_is_what_is_there(two_years):
    tree = unit_tree()
    for name in two_years.units:
        one = line(two_years, name, 2026)
        with two_years.acting("省"):
            held = sum(
                count.sheets for count in counts(tree.subtree(two_years[name])) if count.state in BLANK
            )
        assert one.balanced, name
        assert one.closing == held, name


def test_the_parts_of_a_tree_add_up(two_years):
    whole = line(two_years, "岐山", 2026)
    parts = [line(two_years, name, 2026, two_years[name]) for name in ("岐山", "甲院", "乙院")]

    for cell in ("opening", "received", "inside", "outside", "spoiled", "gone", "closing", "held"):
        assert getattr(whole, cell) == sum(getattr(one, cell) for one in parts), cell


def test_a_years_closing_is_the_next_ones_opening(two_years):
    for name in ("省", "岐山", "甲院", "乙院"):
        assert line(two_years, name, 2025).closing == line(two_years, name, 2026).opening, name


def test_what_was_in_hand_at_the_cut_over_is_opening_stock(house):
    house.receive(span(1, 50), at="岐山", kind="opening")

    one = line(house, "岐山", 2026)

    assert (one.opening, one.received, one.closing) == (50, 0, 50)


def test_sheets_passed_over_are_found(two_years):
    with two_years.acting("甲院"):
        found = [
            (one.holder, at(one.first), at(one.last), at(one.highest)) for one in gaps([two_years["甲院"]])
        ]

    assert found == [(two_years["甲院"], "Z610000013", "Z610000014", "Z610000016")]


def test_who_may_not_see_a_hospital_counts_none_of_its_sheets(two_years):
    tree = unit_tree()
    with two_years.acting("扶风"):
        assert counts(tree.subtree(two_years["岐山"])) == []
        assert gaps(tree.subtree(two_years["岐山"])) == []
        assert cells(moved(2026), tree.subtree(two_years["岐山"])).gone == 0
        assert history(610_000_001 + 25 * 10**9) == []


def test_a_sheets_history_is_told_from_the_beginning(two_years):
    with two_years.acting("省"):
        told = [one.kind for one in history(25 * 10**9 + 610_000_012)]

    assert told == ["received", "sent", "signed", "sent", "signed", "sent", "signed", "issued", "voided"]


def test_each_figure_of_the_form_opens_the_movements_it_counts(two_years):
    for name in ("省", "岐山", "甲院"):
        units = unit_tree().subtree(two_years[name])
        with two_years.acting("省"):
            numbers = YearLine("", "", cells(moved(2026), units)).numbers
            for cell in filter(None, TITLES):
                found = movements(units, 2026, cell)
                assert sum(sheets(one, cell, units) for one in found) == numbers[int(cell) - 1], (name, cell)


def sheets(one, cell, units) -> int:
    """How many sheets a movement adds to a cell; those of spoiled and handed over are taken from it."""
    takes = one.state_before == "used" if cell in ISSUED else one.holder_after_id not in units
    return -len(one.sheets) if takes else len(one.sheets)
