"""Who is known, and who has died."""

from __future__ import annotations

from typing import Any

from qinkang.measures.declared.elderly.line import LINE
from qinkang.measures.measure import AgeOn, measure
from qinkang.measures.source import Holds, Source, source
from qinkang.records.golden import DEATH_SOURCES
from qinkang.records.models import Death, Person
from qinkang.standards.codes.population import OPEN_END

PERSON = source(Source(name="person", title="人员", model=Person, columns={}, holds=Holds.FROM_ITS_DAY))

# Of several reports the surer source is believed, then the newest.
SURER = f"array_position(ARRAY{list(DEATH_SOURCES)}, r.source), r.reported_at DESC NULLS LAST, r.id"

DEATH = source(
    Source(
        name="death",
        title="死亡信息",
        model=Death,
        columns={},
        organisation=("report_org", "report_org_uscc"),
        where="r.confirm_status = '1'",
        believed=SURER,
    )
)


def _everyone(row: Any) -> Any:
    return row.person.notnull()


for first in (60, 65, 80):
    measure(
        code=f"elderly.persons_{first}",
        title=f"{first}岁及以上老年人数",
        says=f"截至统计期末平台掌握的、年末满{first}周岁且未确认死亡的人数，不是常住人口数。",
        line=LINE,
        source=PERSON,
        counts=_everyone,
        ages=(first, OPEN_END),
        living=True,
        clause="D05" if first == 80 else "",
    )

measure(
    code="elderly.deaths",
    title="60岁及以上死亡人数",
    says="死亡日期在统计期内、死亡时满60周岁且死亡信息已确认的人数；疑似和已撤销的不计，几个来源都报的只算一次。",
    line=LINE,
    source=DEATH,
    counts=_everyone,
    age_on=AgeOn.SERVICE,
)
