"""Which announcements a page was asked for, as it stands in its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.db.models import QuerySet
from django.utils.http import urlencode

from qinkang.accounts.models import Line
from qinkang.kernel import clock
from qinkang.records.models import Outbox
from qinkang.records.models.outbox import State

GROUPS: Mapping[str, tuple[str, tuple[State, ...], str]] = {
    "delivered": ("已送达", (State.DELIVERED,), "good"),
    "leased": ("发送中", (State.LEASED,), "wait"),
    "waiting": ("待发送", (State.WAITING,), "wait"),
    "unreachable": ("未送达", (State.UNREACHABLE,), "wait"),
    "unclear": ("结果待核实", (State.UNCLEAR,), "unclear"),
    "refused": ("被拒收", (State.REFUSED,), "bad"),
    "held": ("待人工处理", (State.HELD,), "wait"),
    "superseded": ("已被取代", (State.SUPERSEDED,), ""),
}
"""What the columns count: title, states, tone. They add up to what was announced."""


def group_of(state: str) -> str:
    """Return the column that counts a state."""
    return next(name for name, (_, states, _) in GROUPS.items() if state in states)


def tone(state: str) -> str:
    """Return the colour of a state."""
    return GROUPS[group_of(state)][2]


def title(state: str) -> str:
    """Return the word for a state, the same as its column's."""
    return GROUPS[group_of(state)][0]


@dataclass(frozen=True)
class Asked:
    """Some announcements of a line. The names are those in the address; "" is every one.

    Attributes:
        group: a key of `GROUPS`, or `announced` for all of them.
        code: the receiver's code of a refusal.
        said: the words with which rows wait.
        upto: the newest row, by number: what was announced later was not seen when it was chosen.
        row: numbers of single rows, parted by commas; then the rest does not count.
    """

    line: Line
    target: str = ""
    dataset: str = ""
    day: str = ""
    group: str = ""
    code: str = ""
    said: str = ""
    upto: str = ""
    row: str = ""

    @classmethod
    def read(cls, line: Line, given: Mapping[str, Any]) -> Self:
        """Read an address or a form; several values of `row` are several rows."""
        several = ",".join(given.getlist("row")) if hasattr(given, "getlist") else given.get("row", "")
        told = {one.name: given.get(one.name, "") for one in fields(cls) if one.name not in ("line", "row")}
        return cls(line=line, row=several, **told)

    def but(self, **changes: str) -> Self:
        """Return the same with something changed."""
        return replace(self, **changes)

    @property
    def parts(self) -> dict[str, str]:
        """What stands in an address."""
        return {
            one.name: value
            for one in fields(self)
            if one.name != "line" and (value := getattr(self, one.name))
        }

    def at(self, address: str) -> str:
        """Return an address with this behind it."""
        return f"{address}?{urlencode(self.parts)}" if self.parts else address

    @property
    def listed(self) -> bool:
        """Whether rows are asked for and not only counts."""
        return bool(self.group or self.code or self.row)

    def rows(self) -> QuerySet[Outbox]:
        """Return the rows; in which of them somebody acts is row security's to say."""
        found = Outbox.objects.filter(dataset__startswith=f"{self.line}.")
        if self.row:
            return found.filter(pk__in=[int(one) for one in self.row.split(",") if one.isdigit()])
        for name in ("target", "dataset", "said"):
            if value := getattr(self, name):
                found = found.filter(**{name: value})
        if self.code:
            found = found.filter(said_code=self.code, state=State.REFUSED)
        if self.group in GROUPS:
            found = found.filter(state__in=GROUPS[self.group][1])
        if self.upto.isdigit():
            found = found.filter(pk__lte=int(self.upto))
        if day := day_of(self.day):
            begins = datetime.combine(day, time.min, clock.SHANGHAI)
            found = found.filter(announced_at__gte=begins, announced_at__lt=begins + timedelta(days=1))
        return found


def day_of(text: str) -> date | None:
    """Read a day; None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
