"""N3: whatever is done in whatever order, every sheet is in exactly one state, and the ledger leads to it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.database.maternal.conftest import empty, span

from qinkang.kernel.certificate_number import Span, at
from qinkang.maternal import actions
from qinkang.maternal.mistakes import StockMistake
from qinkang.maternal.models import Movement, Slip, Stock
from qinkang.maternal.models.movement import Reason, Use
from qinkang.maternal.models.slip import SlipState
from qinkang.maternal.models.spans import stored

pytestmark = pytest.mark.clause("M0", "N3")

WHOLE = span(1, 12)
BLANK, SPOILED = ("in_stock",), ("void", "submitted")
FITTING = {
    **dict.fromkeys(("down", "transfer", "void", "lose", "take"), BLANK), "submit": SPOILED, "destroy": SPOILED,
    "find": ("lost",), "spoil": ("used",),
}  # fmt: skip
HOLDS = "whoever holds the first sheet"
PLACES = ["省", "宝鸡", "岐山", "扶风", "甲院", "乙院", "省院"]
DOWN = {"省": ["宝鸡", "省院"], "宝鸡": ["岐山", "扶风"], "岐山": ["甲院", "乙院"]}
BESIDE = {"岐山": ["扶风"], "扶风": ["岐山"], "甲院": ["乙院"], "乙院": ["甲院"]}
ABOVE = {"宝鸡": "省", "岐山": "宝鸡", "扶风": "宝鸡", "甲院": "岐山", "乙院": "岐山", "省院": "省"}
VERBS = [
    *["onward"] * 8, *["down"] * 3, *["void"] * 2, *["submit"] * 2, *["destroy"] * 2, *["transfer"] * 2, "lose", "find",
    "take", "spoil", "approve", "sign", "refuse", "take_back", "drop",
]  # fmt: skip


@dataclass
class Dull:
    """What a clerk with a list of single sheets would write down."""

    where: dict[int, tuple[str, str]] = field(
        default_factory=lambda: dict.fromkeys(range(WHOLE.first, WHOLE.last + 1), ("省", "in_stock"))
    )
    bound: dict[int, int] = field(default_factory=dict)

    def all(self, sheets: Span, holder: str, *states: str, slip: int | None = None) -> bool:
        """Whether all of them are so."""
        return all(
            self.where[n][0] == holder and self.where[n][1] in states and self.bound.get(n) == slip
            for n in range(sheets.first, sheets.last + 1)
        )

    def put(self, sheets: Span, holder: str | None = None, state: str | None = None, slip: int | None = None):
        """Write it down."""
        for n in range(sheets.first, sheets.last + 1):
            held, was = self.where[n]
            self.where[n] = (holder or held, state or was)
            self.bound.pop(n, None)
            if slip is not None:
                self.bound[n] = slip


deeds = st.tuples(
    st.sampled_from(VERBS),
    st.sampled_from([*PLACES, *[HOLDS] * 20]),
    st.integers(1, 12),
    st.integers(0, 2),
    st.integers(0, 3),
)


class Desk:
    """Does the deeds, and says beforehand whether the clerk would have let them."""

    def __init__(self, house) -> None:
        self.house, self.dull, self.slips = house, Dull(), []
        house.receive(WHOLE)
        for sheets, *way in ((span(1, 4), "岐山", "甲院"), (span(5, 8), "岐山")):
            house.hand(sheets, "省", "宝鸡", *way)
            self.dull.put(sheets, way[-1])

    def do(self, verb: str, place: str, first: int, more: int, pick: int) -> None:
        """Try one deed; it succeeds exactly where the clerk says so."""
        if place == HOLDS:
            states = FITTING.get(verb, ())
            fitting = [
                n for n, (_, state) in self.dull.where.items() if state in states and n not in self.dull.bound
            ]
            first = fitting[first % len(fitting)] - WHOLE.first + 1 if fitting else first
            place = self.dull.where[WHOLE.first + first - 1][0]
        sheets = span(first, min(12, first + more))
        wanted = getattr(self, verb)(place, sheets, pick)
        if wanted is None:
            return
        fits, deed, then = wanted
        try:
            answer = deed()
        except StockMistake as mistake:
            assert not fits, f"{verb} {place} {sheets.numbers}: {mistake}"
        else:
            assert fits, f"{verb} {place} {sheets.numbers}"
            then(answer)

    def _opened(self, kind, place, sheets, other, states):
        house, dull = self.house, self.dull
        fits = dull.all(sheets, place, *states)

        def deed():
            given = {"giver": house[place]}
            if kind in ("down", "transfer"):
                verb = actions.hand_down if kind == "down" else actions.transfer
                return house.does(place, verb, sheets, receiver=house[other], **given)
            verb = actions.submit if kind == "submit" else actions.destroy
            return house.does(place, verb, [sheets], document="批文", **given)

        def then(slip):
            dull.put(sheets, slip=slip.pk)
            self.slips.append((slip.pk, kind, place, other, sheets))

        return fits, deed, then

    def down(self, place, sheets, pick):
        if place not in DOWN:
            return None
        return self._opened("down", place, sheets, DOWN[place][pick % len(DOWN[place])], ["in_stock"])

    def transfer(self, place, sheets, pick):
        return (
            self._opened("transfer", place, sheets, BESIDE[place][0], ["in_stock"])
            if place in BESIDE
            else None
        )

    def submit(self, place, sheets, pick):
        if place not in ABOVE:
            return None
        return self._opened("submit", place, sheets, ABOVE[place], ["void", "submitted"])

    def destroy(self, place, sheets, pick):
        return self._opened("destroy", "省", sheets, None, ["void", "submitted"])

    def _simple(self, place, sheets, before, after, deed, **words):
        fits = self.dull.all(sheets, place, before)
        what = at(sheets.first) if deed in (actions.take, actions.spoil) else sheets
        return (
            fits,
            lambda: self.house.does(place, deed, what, holder=self.house[place], **words),
            lambda _: self.dull.put(sheets, state=after),
        )

    def void(self, place, sheets, pick):
        return self._simple(place, sheets, "in_stock", "void", actions.void, reason=Reason.DAMAGED)

    def lose(self, place, sheets, pick):
        words = {"reason": Reason.STOLEN, "remark": "已报案"}
        return self._simple(place, sheets, "in_stock", "lost", actions.void, **words)

    def find(self, place, sheets, pick):
        return self._simple(place, sheets, "lost", "void", actions.find_again, remark="柜中找到")

    def take(self, place, sheets, pick):
        one = Span(sheets.first, sheets.first)
        return self._simple(place, one, "in_stock", "used", actions.take, use=Use.FIRST)

    def spoil(self, place, sheets, pick):
        one = Span(sheets.first, sheets.first)
        return self._simple(place, one, "used", "void", actions.spoil, reason=Reason.PRINTED)

    def _slip(self, pick):
        return self.slips[-1 - pick] if pick < len(self.slips) else None

    def _state(self, number):
        with self.house.acting("省"):
            return Slip.objects.get(pk=number).state

    def onward(self, place, sheets, pick):
        """The step that a slip waits for."""
        for number, kind, *_ in reversed(self.slips):
            state = self._state(number)
            if state in (SlipState.ASKED, SlipState.SENT, SlipState.REFUSED):
                pick = [one[0] for one in reversed(self.slips)].index(number)
                signs = kind == "submit" or state == SlipState.SENT
                back = state == SlipState.REFUSED
                step = self.take_back if back else self.sign if signs else self.approve
                return step(place, sheets, pick)
        return None

    def approve(self, place, sheets, pick):
        if not (one := self._slip(pick)) or one[1] == "submit":
            return None
        number, kind, giver, _, sheets = one
        who = ABOVE[giver] if kind == "transfer" else giver
        end = (
            {"slip": None, "state": "destroyed"}
            if kind == "destroy"
            else {"slip": number, "state": "in_transit"}
        )
        return (
            self._state(number) == SlipState.ASKED,
            lambda: self.house.does(who, actions.approve, number, who=2),
            lambda _: self.dull.put(sheets, **end),
        )

    def sign(self, place, sheets, pick):
        if not (one := self._slip(pick)) or one[1] == "destroy":
            return None
        number, kind, _, other, sheets = one
        ready = SlipState.ASKED if kind == "submit" else SlipState.SENT
        state = "submitted" if kind == "submit" else "in_stock"
        words = {"counted": len(sheets), "first": at(sheets.first)}
        return (
            self._state(number) == ready,
            lambda: self.house.does(other, actions.sign, number, **words),
            lambda _: self.dull.put(sheets, other, state),
        )

    def refuse(self, place, sheets, pick):
        if not (one := self._slip(pick)):
            return None
        number, kind, giver, other, sheets = one
        state = self._state(number)
        asked = {"transfer": ABOVE.get(giver), "submit": other}.get(kind, giver)
        who = asked if state == SlipState.ASKED else (other or giver)
        return (
            state in (SlipState.ASKED, SlipState.SENT),
            lambda: self.house.does(who, actions.refuse, number, said="不符"),
            lambda _: self.dull.put(sheets, slip=number if state == SlipState.SENT else None),
        )

    def take_back(self, place, sheets, pick):
        if not (one := self._slip(pick)):
            return None
        number, _, giver, _, sheets = one
        return (
            self._state(number) in (SlipState.SENT, SlipState.REFUSED),
            lambda: self.house.does(giver, actions.take_back, number),
            lambda _: self.dull.put(sheets, state="in_stock"),
        )

    def drop(self, place, sheets, pick):
        if not (one := self._slip(pick)):
            return None
        number, _, giver, _, sheets = one
        return (
            self._state(number) == SlipState.ASKED,
            lambda: self.house.does(giver, actions.drop, number),
            lambda _: self.dull.put(sheets),
        )

    def check(self) -> None:
        """Stock, ledger and the dull list say the same of every sheet, once."""
        names = {number: name for name, number in self.house.units.items()}
        with self.house.acting("省"):
            rows = list(Stock.objects.order_by("span"))
            told = list(Movement.objects.order_by("pk"))
        seen = [
            (n, (names[row.holder_id], row.state))
            for row in rows
            for n in range(row.sheets.first, row.sheets.last + 1)
        ]
        assert len(seen) == len(dict(seen)) == len(WHOLE)
        assert dict(seen) == self.dull.where
        replayed: dict[int, tuple[str, str]] = {}
        for one in told:
            for n in range(one.sheets.first, one.sheets.last + 1):
                before = (names[one.holder_before_id], one.state_before) if one.holder_before_id else None
                assert replayed.get(n) == before
                replayed[n] = (names[one.holder_after_id], one.state_after)
        assert replayed == self.dull.where
        assert len(rows) == len({(row.sheets.first, row.holder_id, row.state, row.slip_id) for row in rows})


@settings(deadline=None, max_examples=7, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(todo=st.lists(deeds, min_size=20, max_size=30))
def test_every_sheet_is_in_one_state_and_the_ledger_leads_to_it(house, database_url, todo):
    empty(database_url("qk_owner"))
    desk = Desk(house)

    for deed in todo:
        desk.do(*deed)

    desk.check()


def lost(house, do) -> str:
    """Do something to the stock behind the ledger's back; return what the database says."""
    with pytest.raises(IntegrityError) as refused, house.acting("省"), transaction.atomic():
        do()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return str(refused.value)


def test_the_database_refuses_what_would_lose_make_or_double_a_sheet(house):
    one = house.receive(WHOLE)

    def shorter():
        Stock.objects.update(span=stored(span(1, 11)))

    def from_nowhere():
        Stock.objects.create(
            consignment=one, span=stored(span(13, 13)), holder_id=house["省"], state="void", scope=one.scope
        )

    def twice():
        Stock.objects.create(
            consignment=one, span=stored(span(5, 5)), holder_id=house["省"], state="void", scope=one.scope
        )

    assert "went out" in lost(house, shorter)
    assert "went out" in lost(house, lambda: Stock.objects.all().delete())
    assert "from nowhere" in lost(house, from_nowhere)
    assert "maternal_sheet_has_one_state" in lost(house, twice)


def test_the_law_holds_also_for_those_who_see_a_part(house):
    house.receive(WHOLE)
    house.hand(span(1, 6), "省", "宝鸡", "岐山", "甲院")

    house.does("甲院", actions.void, span(2, 3), holder=house["甲院"], reason=Reason.DAMAGED)

    assert house.stock() == [
        ("甲院", "库存", "1–1"), ("甲院", "作废", "2–3"), ("甲院", "库存", "4–6"), ("省", "库存", "7–12"),
    ]  # fmt: skip
    with pytest.raises(IntegrityError, match="went out"), house.acting("甲院"):
        Stock.objects.filter(state="void").delete()
