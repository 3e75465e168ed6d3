"""Where and how the person lives, whether they live, and who keeps their record."""

from qinkang.standards.codes.person import (
    FUEL,
    LIFE_STATUS,
    LIVESTOCK,
    LIVING,
    PROVINCIAL,
    SPECIAL_TAG,
    TOILET,
    VENTILATION,
    WATER,
)
from qinkang.standards.field import Choice, Choices, CreditCode, Day, Need, Text
from qinkang.standards.privacy import Privacy

M, C, PERSONAL, OPEN = Need.MANDATORY, Need.CONDITIONAL, Privacy.PERSONAL, Privacy.OPEN
ENVIRONMENT = "生活环境"


class Circumstances:
    """生活环境和居住情况。"""

    kitchen_vent = Choice(
        "厨房排风设施",
        VENTILATION,
        privacy=PERSONAL,
        aliases=("厨房排风", "厨房排风设备"),
        clause=ENVIRONMENT,
    )
    fuel = Choice(
        "燃料类型", FUEL, privacy=PERSONAL, aliases=("燃料",), detail="其他燃料", clause=ENVIRONMENT
    )
    water = Choice(
        "饮水", WATER, privacy=PERSONAL, aliases=("饮水类型", "饮用水"), detail="其他饮水", clause=ENVIRONMENT
    )
    toilet = Choice("厕所", TOILET, privacy=PERSONAL, aliases=("厕所类型",), clause=ENVIRONMENT)
    livestock = Choice("禽畜栏", LIVESTOCK, privacy=PERSONAL, aliases=("畜禽栏",), clause=ENVIRONMENT)
    living_arrangement = Choice(
        "居住情况", LIVING, need=M, privacy=PERSONAL, aliases=("居住状况", "居住方式"), clause=PROVINCIAL
    )
    special_tags = Choices(
        "特殊困难标签",
        SPECIAL_TAG,
        privacy=Privacy.SPECIAL,
        aliases=("特殊困难", "特殊人群", "困难标签", "特殊困难类型", "特殊困难类别"),
        clause=PROVINCIAL,
    )


class Standing:
    """生存状态。"""

    life_status = Choice(
        "生存状态",
        LIFE_STATUS,
        need=M,
        privacy=PERSONAL,
        aliases=("生存状况", "人员状态", "状态"),
        clause=PROVINCIAL,
    )


class Archive:
    """建档信息。谁建立和管理这份档案。"""

    record_org = Text(
        "建档机构",
        aliases=("建档单位", "机构名称", "所属机构", "管理机构", "档案管理机构", "录入机构", "机构"),
        need=C,
        privacy=OPEN,
    )
    record_org_uscc = CreditCode(
        "建档机构统一社会信用代码", aliases=("统一社会信用代码", "机构代码", "建档机构代码")
    )
    record_date = Day("建档日期", aliases=("建档时间", "档案建立日期"), privacy=OPEN)
    doctor = Text(
        "责任医生", aliases=("医生", "责任医生姓名", "家庭医生", "建档医生"), need=C, privacy=OPEN, longest=50
    )
    phr_no = Text(
        "健康档案编号",
        aliases=("档案编号", "档案号", "居民健康档案编号", "健康档案号", "编号"),
        need=C,
        privacy=PERSONAL,
        by_name=True,
        longest=40,
    )
