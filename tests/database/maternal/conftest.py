"""A small part of the tree with hospitals in it, and deeds with sheets done in its units' names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import psycopg
import pytest
from tests.database.accounts.conftest import act, audited, db, person, unit  # noqa: F401  - fixtures by name

from qinkang.accounts.scope import Scope, acting_as
from qinkang.accounts.units import unit_tree
from qinkang.kernel import clock
from qinkang.kernel.certificate_number import Span
from qinkang.maternal import actions
from qinkang.maternal.models import Stock

DAY = date(2026, 6, 1)
TABLES = ("movement", "stock", "slip", "consignment")
HOSPITALS = {"甲院": "SX-610323", "乙院": "SX-610323", "丙院": "SX-610324", "省院": "SX-610000"}


def span(first: int, last: int, letter: str = "Z") -> Span:
    """Give a range of 陕西: `span(1, 100)` is Z610000001–Z610000100."""
    return Span.of(f"{letter}61{first:07d}", f"{letter}61{last:07d}")


class House:
    """The units by short names, and what they do. Who does it is a number, so that a second person is another."""

    def __init__(self) -> None:
        tree = unit_tree()
        named = {
            "省": "SX-610000",
            "宝鸡": "SX-610300",
            "岐山": "SX-610323",
            "扶风": "SX-610324",
            "韩城": "SX-610581",
        }
        self.units = {name: tree.find(code).id for name, code in named.items()}
        self.units |= {name: tree.find(name).id for name in HOSPITALS}

    def __getitem__(self, name: str) -> int:
        return self.units[name]

    def acting(self, name: str, who: int = 1):
        """Act for a unit as one of its people."""
        return acting_as(Scope((self[name],)), actor=f"user:{self[name]}{who}", because="test")

    def does(self, name: str, deed, /, *args, who: int = 1, **words):
        """Do something for a unit."""
        with self.acting(name, who) as by:
            return deed(*args, **words, by=by)

    def receive(self, sheets: Span, at: str = "省", kind: str = "delivery"):
        """Enter and confirm a range."""
        one = self.does(at, actions.enter_receipt, sheets, holder=self[at], kind=kind, document="入库单1")
        return self.does(at, actions.confirm_receipt, one.pk, who=2)

    def open_down(self, sheets: Span, giver: str, receiver: str):
        """Open a slip."""
        return self.does(giver, actions.hand_down, sheets, giver=self[giver], receiver=self[receiver])

    def sign(self, slip, name: str, deed=None, who: int = 1):
        """Sign for what a slip says."""
        return self.does(
            name, actions.sign, slip.pk, counted=slip.sheets, first=slip.spans[0].numbers[0], who=who
        )

    def hand(self, sheets: Span, *way: str) -> None:
        """Hand sheets down the whole way."""
        for giver, receiver in pairwise(way):
            slip = self.open_down(sheets, giver, receiver)
            self.does(giver, actions.approve, slip.pk, who=2)
            self.sign(slip, receiver)

    def stock(self, name: str = "省") -> list[tuple[str, str, str]]:
        """Return what a unit sees: holder, state, range."""
        names = {number: name for name, number in self.units.items()}
        with self.acting(name):
            return [
                (names[one.holder_id], one.get_state_display(), "–".join(n[3:].lstrip("0") for n in one.sheets.numbers))
                for one in Stock.objects.order_by("span")
            ]  # fmt: skip


@pytest.fixture(scope="module")
def hospitals(laid_out, postgres) -> Iterator[None]:
    """Put four hospitals into the tree, and take them out again."""
    with psycopg.connect(postgres.url("qk_owner"), autocommit=True) as owner:
        for name, above in HOSPITALS.items():
            owner.execute(
                "WITH made AS (INSERT INTO registry_managementunit (code, name, level, kind, source, remark)"
                " VALUES (%s, %s, 'institution', 'institution', '测试', '') RETURNING id)"
                " INSERT INTO registry_unitplacement (unit_id, parent_id)"
                " SELECT made.id, above.id FROM made, registry_managementunit above WHERE above.code = %s",
                [f"SX-{name}", name, above],
            )
        yield
        empty(postgres.url("qk_owner"))
        owner.execute(
            "DELETE FROM registry_unitplacement WHERE unit_id IN"
            " (SELECT id FROM registry_managementunit WHERE source = '测试')"
        )
        owner.execute("DELETE FROM registry_managementunit WHERE source = '测试'")


@pytest.fixture
def house(hospitals, db, database_url) -> Iterator[House]:  # noqa: F811
    """Give the house with an empty stock, on a day in 2026."""
    empty(database_url("qk_owner"))
    with clock.frozen(DAY):
        yield House()


def empty(url: str) -> None:
    """Throw all sheets away, as only the owner of the tables can."""
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("ALTER TABLE maternal_movement DISABLE TRIGGER append_only")
        owner.execute(f"TRUNCATE {', '.join(f'maternal_{one}' for one in TABLES)} CASCADE")
        owner.execute("ALTER TABLE maternal_movement ENABLE TRIGGER append_only")


def forget_decisions(url: str) -> None:
    """Take out what the office decided about letters in a test."""
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("ALTER TABLE maternal_letter DISABLE TRIGGER registry_keep_decisions")
        owner.execute("DELETE FROM maternal_letter WHERE NOT packaged")
        owner.execute("UPDATE maternal_letter SET known_until = NULL")
        owner.execute("ALTER TABLE maternal_letter ENABLE TRIGGER registry_keep_decisions")
