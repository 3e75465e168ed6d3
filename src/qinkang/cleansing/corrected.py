"""What is said of a row that would undo a correction of the office."""

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import Rule

CORRECTED_HERE = Rule(
    code="R-03",
    says="这条记录在平台上已经更正（或作废），本行与更正不同，没有采用。",
    because="更正经两人办理；以同一版本或更早版本重报，不会覆盖更正。",
    remedy="请在源系统中按更正修改后重报；确需恢复原内容的，请以更高的版本号报送并说明原因。",
    effect=Effect.FLAG,
)
"""Not a promise about the row itself: the truth knows better. See `records.writing.corrections`."""
