"""The yearly survival check behind the old-age allowance (复审认证)."""

from qinkang.standards.codes.life_event import RECERT_METHOD, RECERT_RESULT
from qinkang.standards.codes.person import PROVINCIAL
from qinkang.standards.dataset import dataset
from qinkang.standards.field import Choice, CreditCode, Day, Need, Text
from qinkang.standards.party import Party
from qinkang.standards.privacy import Privacy

M, C, KEY = Need.MANDATORY, Need.CONDITIONAL, Need.KEY
PERSONAL, OPEN = Privacy.PERSONAL, Privacy.OPEN


@dataset(
    code="elderly.recertification",
    title="老年人复审认证",
    standard=PROVINCIAL,
    edition="2025",
    key=("subject", "cycle"),
    happened_on="recert_date",
    seen_by=("live_region", "operator_org"),
)
class Recertification:
    """一行是一位老年人在一个认证周期的一次复审认证的最后结果。

    同一周期先未通过、后通过的，后一次覆盖前一次，历史留存。逾期未认证只作提示，不能据以认定死亡。
    “死亡核销”“失联”是本系统的处理结果，是否死亡以死亡信息为准。享受高龄补贴的从70岁起，覆盖面与65岁及以上的服务不同。
    """

    subject = Party(
        title="本人", needs=(("name", KEY), ("id_type", M), ("id_no", C), ("sex", M), ("birth_date", M))
    )
    cycle = Text(
        "认证周期",
        aliases=("年度", "认证年度", "复审年度", "复审周期", "认证年份", "审核年度"),
        need=KEY,
        privacy=OPEN,
        longest=6,
    )
    due_date = Day(
        "应认证日期",
        aliases=("应复审日期", "认证截止日期", "应认证时间", "复审到期日", "认证到期日期"),
        need=M,
        privacy=OPEN,
    )
    recert_date = Day(
        "认证日期",
        aliases=("复审日期", "认证时间", "复审时间", "办理日期", "复审认证日期"),
        need=KEY,
        privacy=OPEN,
    )
    method = Choice("认证方式", RECERT_METHOD, need=M, privacy=OPEN, aliases=("复审方式", "认证方法"))
    result = Choice(
        "认证结果", RECERT_RESULT, need=M, privacy=PERSONAL, aliases=("复审结果", "认证结论", "审核结果")
    )
    operator_org = Text(
        "经办机构",
        aliases=("认证机构", "经办单位", "复审机构", "办理机构", "机构名称"),
        need=M,
        privacy=OPEN,
    )
    operator_org_uscc = CreditCode(
        "经办机构统一社会信用代码", aliases=("统一社会信用代码", "机构代码", "经办机构代码")
    )
    evidence_uri = Text(
        "认证凭证地址",
        aliases=("凭证地址", "认证影像地址", "佐证材料", "认证凭证", "影像资料"),
        privacy=Privacy.SPECIAL,
        longest=500,
    )
    next_due_date = Day(
        "下次应认证日期",
        aliases=("下次认证日期", "下次复审日期", "下次认证时间", "下次复审时间"),
        privacy=OPEN,
    )
