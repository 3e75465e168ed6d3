"""What is said of a record under a number that a reviewer has found to be somebody else's."""

from qinkang.cleansing.across.rule import ACROSS
from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import Rule

WRONG_NUMBER = Rule(
    code="R-05",
    says="这个证件号码经核对是他人的，改正之前本记录不计入统计、不对外报送。",
    because="同一号码下的信息互相矛盾，审核人员已判定本记录的号码填错；照原样重报不会改变这一判定。",
    remedy="请向本人核对证件号码，改正后重报，或发起更正。判定有误的，请审核人员在判定记录中撤销。",
    effect=Effect.HOLD,
)
"""Not a promise about the row itself: people have decided. See `pipeline.across.misnumbered`."""


def held_by_others() -> list[str]:
    """Return the codes of all that holds a record for other reasons than its own row gives."""
    return [*ACROSS, WRONG_NUMBER.code]
