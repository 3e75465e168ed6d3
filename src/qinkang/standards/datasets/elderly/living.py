"""How older people live, and with whom (居住情况)."""

from qinkang.standards.codes.person import LIVING, PROVINCIAL, RELATION, YES_NO
from qinkang.standards.dataset import dataset
from qinkang.standards.field import Choice, CreditCode, Day, Limits, Need, Number, Text
from qinkang.standards.party import Party
from qinkang.standards.privacy import Privacy

M, C, KEY = Need.MANDATORY, Need.CONDITIONAL, Need.KEY
PERSONAL, OPEN = Privacy.PERSONAL, Privacy.OPEN


@dataset(
    code="elderly.living",
    title="老年人居住情况",
    standard=PROVINCIAL,
    edition="2025",
    key=("subject", "as_of"),
    happened_on="as_of",
    seen_by=("live_region", "report_org"),
)
class Living:
    """一行是一位老年人在调查当日的居住情况。

    一年可以有几行，统计取最近的一行。空巢指与子女分开居住（独居或只与配偶同住），留守指子女外出务工，两者可以并存；
    独居不等于无人照料，照护者可以不同住。居住情况以最近12个月内的为准。
    """

    subject = Party(
        title="本人",
        needs=(
            ("name", KEY),
            ("id_type", M),
            ("id_no", C),
            ("sex", M),
            ("birth_date", M),
            ("live_region", M),
        ),
    )
    as_of = Day(
        "调查日期",
        aliases=("截至日期", "登记日期", "更新日期", "调查时间", "走访日期", "采集日期", "信息更新日期"),
        need=KEY,
        privacy=OPEN,
    )
    living_arrangement = Choice(
        "居住情况", LIVING, need=M, privacy=PERSONAL, aliases=("居住状况", "居住方式")
    )
    cohabit_n = Number(
        "同住人数",
        unit="人",
        need=M,
        privacy=PERSONAL,
        aliases=("共同居住人数", "同居人数", "同住人口数"),
        units=("口",),
        limits=Limits(rule="N-21", hard=(0, 500), soft=(0, 12)),
    )
    empty_nest = Choice("是否空巢", YES_NO, need=M, privacy=PERSONAL, aliases=("空巢", "空巢老人"))
    left_behind = Choice("是否留守", YES_NO, need=M, privacy=PERSONAL, aliases=("留守", "留守老人"))
    institution_uscc = CreditCode(
        "养老机构统一社会信用代码",
        need=C,
        aliases=("养老机构代码", "入住机构统一社会信用代码", "入住机构代码"),
    )
    caregiver_rel = Choice(
        "主要照护者与本人关系",
        RELATION,
        privacy=PERSONAL,
        aliases=("照护者关系", "照料人关系", "主要照料者", "主要照护者", "照护人与本人关系"),
    )
    monthly_visit = Choice(
        "是否按月探访",
        YES_NO,
        need=C,
        privacy=PERSONAL,
        aliases=("月探访", "是否月探访", "按月探访", "每月探访"),
    )
    report_org = Text(
        "调查单位", aliases=("调查机构", "填报单位", "上报单位", "走访单位", "机构名称"), privacy=OPEN
    )
    report_org_uscc = CreditCode(
        "调查单位统一社会信用代码", aliases=("统一社会信用代码", "机构代码", "调查单位代码")
    )
