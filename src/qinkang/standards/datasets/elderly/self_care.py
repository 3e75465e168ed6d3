"""Self-care assessment of older people (老年人生活自理能力评估表)."""

from qinkang.standards.codes.health_check import SELF_CARE_GRADE
from qinkang.standards.codes.self_care import SELF_CARE_LEVEL
from qinkang.standards.dataset import dataset
from qinkang.standards.field import Choice, CreditCode, Day, Limits, Need, Number, Text
from qinkang.standards.party import Party
from qinkang.standards.privacy import Privacy

M = Need.MANDATORY


def _level(item: str, code: str) -> Choice:
    """How far one item is managed; `code` is the short name that production systems give the column."""
    return Choice(
        f"{item}程度",
        SELF_CARE_LEVEL,
        aliases=(f"{item}等级", f"{item}自理程度", f"{item}依赖程度", f"{code}等级"),
        clause=f"评估事项：{item}",
    )


def _score(item: str, code: str) -> Number:
    """The points of one item; which points there are differs from item to item."""
    return Number(
        f"{item}评分",
        unit="分",
        need=M,
        aliases=(item, f"{item}得分", f"{item}分值", f"{item}分", code),
        clause=f"评估事项：{item}",
    )


@dataset(
    code="elderly.self_care",
    title="老年人生活自理能力评估",
    standard="国家基本公共卫生服务规范（第三版）老年人生活自理能力评估表",
    edition="2017",
    key=("subject", "assess_date", "org"),
    happened_on="assess_date",
    seen_by=("live_region", "org"),
    numbered_by="record_no",
)
class SelfCare:
    """一行是一位老年人的一次生活自理能力评估，五项评分，由总分得出等级。

    分数越高依赖越重（0分最好，37分最差），与民政的老年人能力评估（分数越高能力越好）方向相反，两者的分数不能放在一起比较。
    总分0至3分都是“可自理”，因此洗澡、如厕、活动三项各需一点帮助的老年人仍是“可自理”。
    """

    record_no = Text(
        "评估编号",
        aliases=("编号", "评估表编号", "自理评估编号", "档案编号", "健康档案编号", "记录编号"),
        privacy=Privacy.PERSONAL,
        by_name=True,
        longest=40,
    )
    subject = Party(title="受评人", needs=(("name", Need.KEY), ("id_no", Need.CONDITIONAL)))
    assess_date = Day("评估日期", aliases=("评估时间", "自理评估日期", "评定日期"), need=Need.KEY)
    org = Text(
        "评估机构",
        aliases=("机构名称", "评估单位", "录入机构", "所属机构", "医疗机构名称", "机构"),
        need=Need.KEY,
        privacy=Privacy.OPEN,
    )
    org_uscc = CreditCode("机构统一社会信用代码", aliases=("统一社会信用代码", "机构代码", "评估机构代码"))
    assessor = Text(
        "评估人",
        aliases=("评估医生", "评估人员", "评估者", "责任医生", "医生"),
        need=M,
        privacy=Privacy.OPEN,
        longest=50,
    )
    meal_level = _level("进餐", "JC")
    meal_score = _score("进餐", "JC")
    wash_level = _level("梳洗", "SX")
    wash_score = _score("梳洗", "SX")
    dress_level = _level("穿衣", "CY")
    dress_score = _score("穿衣", "CY")
    toilet_level = _level("如厕", "RC")
    toilet_score = _score("如厕", "RC")
    activity_level = _level("活动", "HD")
    activity_score = _score("活动", "HD")
    total = Number(
        "总评分",
        unit="分",
        need=M,
        aliases=("总分", "评估总分", "评分合计", "自理能力总分", "PF"),
        clause="总评分",
        limits=Limits(rule="C-80L", hard=(0, 37)),
    )
    grade = Choice(
        "生活自理能力等级",
        SELF_CARE_GRADE,
        need=M,
        aliases=("评估等级", "评估结果", "自理能力等级", "判断等级", "自理等级", "DJ"),
        clause="判断标准",
    )
    next_assess_date = Day("下次评估日期", aliases=("下次评估时间", "下次评定日期"))
