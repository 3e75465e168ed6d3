"""Deaths of older people (死亡信息), as each source reports them."""

from qinkang.standards.codes.life_event import DEATH_CONFIRMATION, DEATH_PLACE, DEATH_SOURCE
from qinkang.standards.codes.person import PROVINCIAL
from qinkang.standards.dataset import dataset
from qinkang.standards.field import Choice, CreditCode, Day, Need, Text
from qinkang.standards.party import Party
from qinkang.standards.privacy import Privacy

M, C, KEY = Need.MANDATORY, Need.CONDITIONAL, Need.KEY
PERSONAL, OPEN = Privacy.PERSONAL, Privacy.OPEN


@dataset(
    code="elderly.death",
    title="老年人死亡信息",
    standard=PROVINCIAL,
    edition="2025",
    key=("subject", "source"),
    happened_on="death_date",
    seen_by=("live_region", "report_org"),
    numbered_by="source_seq",
)
class Death:
    """一行是一个来源报告的一位老年人的死亡。

    同一人的死亡可以由几个来源各报一行，互不覆盖，以此判断是否确认。死亡不是简单的是或否：来源可以撤销误报，
    已报死亡者之后又有经人脸或证件核验的服务，就可能是误报。确认前的死亡不据以停发待遇，也不据以判定服务虚假。
    """

    subject = Party(
        title="死者",
        needs=(
            ("name", KEY),
            ("id_type", M),
            ("id_no", C),
            ("sex", M),
            ("birth_date", M),
            ("live_region", M),
        ),
        leaves_out=("phone",),
    )
    death_date = Day(
        "死亡日期", aliases=("死亡时间", "死亡年月日", "去世日期", "去世时间"), need=KEY, privacy=PERSONAL
    )
    death_time = Text("死亡时刻", aliases=("死亡时分", "死亡具体时间"), privacy=PERSONAL, longest=8)
    death_place = Choice("死亡地点", DEATH_PLACE, privacy=PERSONAL, aliases=("死亡地点类别", "死亡场所"))
    cause_underlying_icd10 = Text(
        "根本死因编码",
        aliases=(
            "根本死因ICD-10编码",
            "根本死因ICD10",
            "死因编码",
            "ICD-10编码",
            "根本死亡原因编码",
            "ICD10",
        ),
        need=C,
        longest=10,
    )
    cause_text = Text("死亡原因", aliases=("根本死因", "死因", "死亡原因名称", "根本死亡原因", "死因诊断"))
    cert_no = Text(
        "死亡医学证明编号",
        aliases=("死亡证明编号", "死亡证编号", "居民死亡医学证明编号", "死亡医学证明书编号"),
        need=C,
        privacy=PERSONAL,
        longest=40,
    )
    source = Choice(
        "死亡信息来源",
        DEATH_SOURCE,
        need=KEY,
        privacy=OPEN,
        aliases=("信息来源", "数据来源", "来源", "死亡来源"),
    )
    source_seq = Text(
        "来源序号",
        aliases=("报告卡编号", "卡片编号", "来源流水号", "上报编号", "序列号"),
        privacy=PERSONAL,
        by_name=True,
        longest=40,
    )
    reported_at = Day(
        "报告日期",
        aliases=("报告时间", "上报日期", "上报时间", "填报日期", "报卡日期"),
        need=M,
        privacy=OPEN,
    )
    confirm_status = Choice(
        "确认状态", DEATH_CONFIRMATION, need=M, privacy=PERSONAL, aliases=("死亡确认状态", "核实状态")
    )
    report_org = Text(
        "报告单位", aliases=("报告机构", "上报单位", "上报机构", "填报单位", "机构名称"), privacy=OPEN
    )
    report_org_uscc = CreditCode(
        "报告单位统一社会信用代码", aliases=("统一社会信用代码", "机构代码", "报告单位代码")
    )
