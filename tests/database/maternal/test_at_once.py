"""Of many who want one sheet at the same moment, one gets it."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from tests.database.maternal.conftest import span

from qinkang.maternal import actions
from qinkang.maternal.mistakes import StockMistake
from qinkang.maternal.models.movement import Use

pytestmark = pytest.mark.clause("M0", "N3")
CLERKS = 8


def together(deed):
    """Let many do something at the same moment; return what became of each."""
    ready = Barrier(CLERKS)

    def one(who: int) -> str:
        try:
            ready.wait(timeout=20)
            deed(who)
            return "done"
        except StockMistake as mistake:
            return str(mistake)
        finally:
            connection.close()

    with ThreadPoolExecutor(CLERKS) as clerks:
        return Counter(clerks.map(one, range(1, CLERKS + 1)))


@pytest.fixture
def hospital(house):
    house.receive(span(1, 100))
    house.hand(span(1, 50), "省", "省院")
    return house


def test_one_sheet_has_one_winner(hospital):
    told = together(
        lambda who: hospital.does(
            "省院", actions.take, "Z610000001", holder=hospital["省院"], use=Use.FIRST, who=who
        )
    )

    assert told.pop("done") == 1
    assert all("已经使用" in said for said in told)
    assert hospital.stock("省院") == [("省院", "已签发", "1–1"), ("省院", "库存", "2–50")]


def test_different_sheets_are_all_taken(hospital):
    told = together(
        lambda who: hospital.does(
            "省院", actions.take, f"Z61000000{who}", holder=hospital["省院"], use=Use.FIRST, who=who
        )
    )

    assert told == {"done": CLERKS}
    assert hospital.stock("省院") == [("省院", "已签发", "1–8"), ("省院", "库存", "9–50")]


def test_ranges_that_meet_are_not_both_received(house):
    told = together(
        lambda who: house.does(
            "省",
            actions.enter_receipt,
            span(who, 100),
            holder=house["省"],
            kind="delivery",
            document="单",
            who=who,
        )
    )

    assert told.pop("done") == 1
    assert all("包含已入库的号段" in said for said in told)
