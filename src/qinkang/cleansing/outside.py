"""What is said of a row about people whom another unit answers for."""

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import Rule

OUTSIDE = Rule(
    code="R-04",
    says="行内的地区和机构至少有一个应属于报送单位管理的范围。",
    because="报送系统只报本单位管理的数据；常见原因是导出时选错了地区，或机构、代管乡镇尚未登记。",
    remedy="请核对：报错的请作废，由所属单位报送；确是本单位业务的，请联系审核人员登记机构或管辖区域。",
    effect=Effect.FLAG,
)
"""Not a promise about the row itself: it depends on who sends it. See `intake.belonging`."""
