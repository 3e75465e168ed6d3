"""The day on which it happened."""

from datetime import date

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.parameters import PROVISIONAL
from qinkang.cleansing.rules.people.declaring import rule_of_people

HAVE_THEIR_OWN = ("elderly.contract", "elderly.death")
"""Data sets that say themselves how a later day is judged."""


@rule_of_people(
    code="C-35",
    each=[("happened_on",)],
    says="{title}不应晚于接收数据的日期。",
    because=f"不能上报还没有发生的事；容差1天（{PROVISIONAL}）。常见原因是年份填错。",
    remedy="请核实日期后重报。",
    effect=Effect.REJECT,
    only=lambda dataset: dataset.code not in HAVE_THEIR_OWN,
    accepts=[{"happened_on": date(2025, 6, 30)}, {"happened_on": date(2025, 7, 1)}, {}],
    rejects=[{"happened_on": date(2025, 7, 2)}],
)
def it_has_happened(who, day, book):
    return day.delta(book.received_on, unit="day") <= book["early_days"]
