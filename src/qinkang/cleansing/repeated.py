"""What is said of rows that speak of a record others speak of too (C-99, C-100)."""

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import Rule

SAID_TWICE = Rule(
    code="C-99",
    says="本批内另有一行说的是同一条记录，采用了较新的一行。",
    because="记录编号相同，或同一人、同一天、同一机构；常见原因是导出时重复，或一条记录录入了两次。",
    remedy="请删去重复的一行；两行确是两件事的，请改正编号、日期或机构后重报。",
    effect=Effect.FLAG,
)
NUMBERED_TWICE = Rule(
    code="C-100",
    says="同一人、同一天、同一机构已有另一编号的记录，本行没有采用。",
    because="业务主键相同的是同一条记录；常见原因是源系统重新编号，或重复建档。",
    remedy="请沿用原来的记录编号重报，或作废其中一条。",
    effect=Effect.FLAG,
)
SAID_BY_ANOTHER = Rule(
    code="C-100S",
    says="另一报送系统已报过同一条记录，采用了较晚报送的这一行，原来的内容留在历史中。",
    because="业务主键相同而内容不同；两个系统都向平台报送同一机构的数据。",
    remedy="请与另一系统商定由谁报送；内容有误的一方请更正后重报。",
    effect=Effect.FLAG,
)
REPEATED = (SAID_TWICE, NUMBERED_TWICE, SAID_BY_ANOTHER)
"""Not promises about a row, but what storing it has shown; see `records.writing.decision`."""
