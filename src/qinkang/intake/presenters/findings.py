"""问题数据: what was wrong, by rule and field, by area and over time; and the rows of one rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.http import urlencode

from qinkang.accounts.filters import Choice, Filter, choices
from qinkang.accounts.models import Line
from qinkang.accounts.units import unit_tree
from qinkang.cleansing.across.rule import across_rules_of
from qinkang.cleansing.effect import SEVERITY_IN_WORDS
from qinkang.intake.models import Batch, Finding
from qinkang.intake.presenters.batches import BatchRow, of_datasets, of_senders, row_of
from qinkang.intake.presenters.found import Broken
from qinkang.intake.presenters.senders import senders_met
from qinkang.intake.presenters.wording import SETTLED, SETTLED_IN_WORDS, count, dealt_with
from qinkang.kernel import clock
from qinkang.standards.dataset import DATASETS

ROWS = 50
RULES = 200
MONTHS = 12
ASKED = ("batch", "sender", "dataset", "unit", "severity", "rule", "field", "since")
NUMBERS = ("batch", "sender", "unit")


@dataclass(frozen=True)
class Bar:
    """One line of a small chart: its name, where its rows are, how many, and the bar's length in 100."""

    title: str
    address: str
    count: str
    length: float


class FindingsPage:
    """What was wrong, as the address asks for it."""

    def __init__(self, line: Line, units: tuple[int, ...], given: Mapping[str, Any]) -> None:
        self._line = line
        self._given = {name: given.get(name, "") for name in ASKED}
        self._tree = unit_tree()
        everything = Finding.objects.filter(dataset__startswith=f"{line}.")
        ever = narrowed(everything, self._given)
        found = ever.filter(current=True).annotate(was_settled=Q(settled__isnull=False))
        self.batch = self._batch()
        self.chosen = bool(self._given["rule"])
        self.rows = [self._broken(one) for one in _grouped(found)]
        self.total = count(found.count())
        if self.chosen:
            self._met = dict(senders_met().values_list("pk", "name"))
            listed = found.order_by("-batch", "row_number", "id")
            self.page = Paginator(listed, ROWS).get_page(given.get("page"))
            self.cells = [self._cell(one) for one in self.page]
        self.units = self._by_unit(found, units)
        self.months = self._by_month(ever)
        self.filters = self._filters(units)
        self.heads = list(dict.fromkeys((one.rule, one.dataset, one.field, one.says) for one in self.rows))
        self.back = self._at(rule="", field="", severity="")

    def _batch(self) -> BatchRow | None:
        number = self._given["batch"]
        batch = Batch.objects.select_related("sender").filter(pk=number).first() if number.isdigit() else None
        return row_of(self._line, batch) if batch else None

    def _at(self, **changes: str) -> str:
        parts = {name: value for name, value in {**self._given, **changes}.items() if value}
        return reverse(f"{self._line}:findings") + (f"?{urlencode(parts)}" if parts else "")

    def _broken(self, one: Mapping[str, Any]) -> Broken:
        return Broken.of(
            one["dataset"], one["rule"], one["field"], one["severity"], one["rows"], settled=one["was_settled"],
            address=self._at(
                rule=one["rule"], field=one["field"], dataset=one["dataset"],
                severity=SETTLED if one["was_settled"] else one["severity"],
            ),
        )  # fmt: skip

    def _cell(self, one: Finding) -> tuple[str, str, str, str, str, tuple[str, str]]:
        """Batch with its page, sender, row, the masked value as it stood, and how it was dealt with.

        What comparing records showed is no fault of one value, so none was kept.
        """
        compared = any(rule.code == one.rule for rule in across_rules_of(DATASETS[one.dataset]))
        return (
            f"批次 {one.batch_id}",
            reverse(f"{self._line}:batch", args=[one.batch_id]),
            self._met.get(one.sender_id, "其他报送系统"),
            count(one.row_number) if one.row_number else "整个文件",
            one.value or ("与其他记录比对得出" if compared else "（空）"),
            dealt_with(one.severity, settled=bool(one.settled)),
        )

    def _by_unit(self, found: QuerySet[Finding], units: tuple[int, ...]) -> list[Bar]:
        """The findings of each unit directly below the chosen one, else below the reader's own."""
        above = (int(self._given["unit"]),) if self._given["unit"].isdigit() else units
        below = [one.id for one in self._tree.units.values() if one.parent in above]
        if not below:
            return []
        try:
            sql, words = found.values("id", "scope").query.sql_with_params()
        except EmptyResultSet:  # the address asks for what cannot be
            return []
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT unit, count(*) FROM ({sql}) f, unnest(f.scope) unit WHERE unit = ANY(%s)"  # noqa: S608
                " GROUP BY unit ORDER BY count(*) DESC, unit",
                [*words, below],
            )
            counted = cursor.fetchall()
        return _bars([(self._tree.name(unit), self._at(unit=str(unit)), rows) for unit, rows in counted])

    def _by_month(self, ever: QuerySet[Finding]) -> list[Bar]:
        """Findings of the last months by the batch's arrival, those settled since included.

        Of batches that the reader sees: a county sees its rows of a city's batch, not when that arrived.
        """
        month = TruncMonth("batch__received_at", tzinfo=clock.SHANGHAI)
        counted = ever.annotate(month=month).values("month").annotate(rows=Count("id")).order_by("-month")
        found = [(f"{one['month']:%Y年%-m月}", "", one["rows"]) for one in counted[:MONTHS]]
        return _bars(found[::-1])

    def _filters(self, units: tuple[int, ...]) -> list[Filter]:
        words = {**SEVERITY_IN_WORDS, SETTLED: SETTLED_IN_WORDS}
        severities = {code: f"处理：{word}" for code, word in words.items()}
        found = [
            of_senders("报送系统", self._given["sender"]),
            of_datasets(self._line, self._given["dataset"]),
            Filter("severity", "处理", choices({"": "处理：全部", **severities}, self._given["severity"])),
        ]
        below = [one for unit in units for one in self._tree.subtree(unit) if one not in units]
        if below:
            names = {str(one): f"地区：{self._tree.name(one)}" for one in below}
            chosen = choices({"": "地区：全部", **names}, self._given["unit"])
            found.insert(1, Filter("unit", "地区", chosen))
        if since := moment_of(self._given["since"]):
            title = f"时间：{since.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M} 以后新发现"
            shown = (Choice("", "时间：全部", False), Choice(self._given["since"], title, True))
            found.insert(0, Filter("since", "时间", shown))
        if self.batch:
            shown = (
                Choice("", "批次：全部", False),
                Choice(str(self.batch.number), f"批次：{self.batch.number}", True),
            )
            found.insert(0, Filter("batch", "批次", shown))
        return found


def narrowed(found: QuerySet[Finding], given: Mapping[str, str]) -> QuerySet[Finding]:
    """Keep the findings that an address asks for; for what cannot be, none.

    Of a severity are those that nobody has settled: pages show the others as 已核实.
    """
    for name in ASKED:
        value = given.get(name, "")
        if not value:
            continue
        if name in NUMBERS and not (value.isdecimal() and int(value) < 1 << 31):
            return found.none()
        if name == "unit":
            found = found.filter(scope__contains=[int(value)])
        elif name == "since":
            moment = moment_of(value)
            found = found.filter(found_at__gt=moment) if moment else found.none()
        elif name == "severity":
            found = found.filter(settled__isnull=value != SETTLED)
            found = found if value == SETTLED else found.filter(severity=value)
        else:
            found = found.filter(**{name: int(value) if name in NUMBERS else value})
    return found


def moment_of(text: str) -> datetime | None:
    """Return the moment that an address names, with its offset; None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _grouped(found: QuerySet[Finding]) -> QuerySet[Any]:
    counted = found.values("dataset", "rule", "severity", "was_settled", "field").annotate(
        rows=Count("row_number")
    )
    return counted.order_by("-rows", "rule", "field")[:RULES]


def _bars(found: list[tuple[str, str, int]]) -> list[Bar]:
    longest = max((rows for *_, rows in found), default=0) or 1
    return [
        Bar(title, address, count(rows), round(100 * rows / longest, 1)) for title, address, rows in found
    ]
