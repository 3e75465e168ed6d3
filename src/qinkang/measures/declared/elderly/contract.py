"""Measures from contracts with family doctors: who has one, and what was done of what was agreed."""

from __future__ import annotations

from typing import Any

from qinkang.measures.declared.elderly.line import LINE
from qinkang.measures.measure import Better, Of, Residents, measure
from qinkang.measures.source import Holds, Source, source
from qinkang.records.models import Contract, ContractItems
from qinkang.standards.codes.population import OPEN_END

ITEMS = f"SELECT count(*) FROM {ContractItems._meta.db_table} i WHERE i.record_id = r.id AND i.due_n > 0"  # noqa: S608

CONTRACT = source(
    Source(
        name="contract",
        title="家医签约",
        model=Contract,
        columns={
            "items": ("int16", f"({ITEMS})"),
            "items_done": ("int16", f"({ITEMS} AND i.done_n >= i.due_n)"),
        },
        organisation=("org", "org_uscc"),
        doctor="doctor",
        holds=Holds.FROM_ITS_DAY,
        # The last day of a contract is in it, the day on which it is dissolved is not. Without an end it is
        # not known to hold on any day.
        until=(
            "LEAST(COALESCE(r.end_date + 1, r.begin_date),"
            " CASE WHEN r.status = '2' THEN COALESCE(r.stop_date, r.begin_date) ELSE r.stop_date END)"
        ),
    )
)


def _everyone(contract: Any) -> Any:
    return contract.person.notnull()


measure(
    code="elderly.contracted_rate",
    title="65岁及以上家庭医生签约率",
    says=(
        "年末满65周岁、统计期末签约有效（在协议期内、未解约）且未确认死亡的人数，"
        "占年末辖区65岁及以上常住居民数的百分比；有几份协议的以最近开始的一份为准。"
    ),
    line=LINE,
    source=CONTRACT,
    counts=_everyone,
    among=Residents("1"),
    ages=(65, OPEN_END),
    living=True,
    better=Better.HIGHER,
    clause="A04",
)

measure(
    code="elderly.fulfilled_rate",
    title="家庭医生签约履约率",
    says=(
        "年末满65周岁、统计期末签约有效且未确认死亡的老年人的协议中，已做满约定次数的服务项目数，"
        "占约定的服务项目总数的百分比；按项目计算，不按人计算。"
    ),
    line=LINE,
    source=CONTRACT,
    counts=lambda contract: contract.items_done,
    among=lambda contract: contract.items,
    of=Of.ITEMS,
    ages=(65, OPEN_END),
    living=True,
    better=Better.HIGHER,
    clause="A05",
)
