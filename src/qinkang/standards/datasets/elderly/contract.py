"""Contracts with family doctors (家庭医生签约), with the agreed services and what was done of them."""

from qinkang.standards.codes.contract import (
    CHANNEL,
    CONTRACT_GROUP,
    CONTRACT_STATUS,
    PACKAGE,
    PAID,
    SERVICE_ITEM,
    SIGN_TYPE,
    STOP_REASON,
)
from qinkang.standards.codes.person import RELATION, YES_NO
from qinkang.standards.dataset import dataset
from qinkang.standards.field import Choice, Choices, CreditCode, Day, Limits, Need, Number, Text
from qinkang.standards.part import part
from qinkang.standards.party import Party
from qinkang.standards.privacy import Privacy

M, C, OPEN = Need.MANDATORY, Need.CONDITIONAL, Privacy.OPEN
TIMES = Limits(rule="N-11", hard=(0, 366))


@dataset(
    code="elderly.contract",
    title="老年人家庭医生签约",
    standard="省级交换约定（默认）",
    edition="2025",
    key=("subject", "begin_date", "org"),
    happened_on="begin_date",
    seen_by=("live_region", "org"),
)
class Contract:
    """一行是一位老年人与一家机构的一份签约协议，从开始日期到到期日期有效，提前解约的到解约日期前一日为止。

    家庭签约时几位家庭成员可以共用一个协议号，因此协议号不能用来区分记录。续签是新的一行，开始日期不同。
    某一日是否在约，看这一日是否在协议期内且未解约，不看签约那一天；履约按服务项目计算，不按人计算。
    """

    contract_no = Text(
        "签约协议号",
        aliases=("协议编号", "协议号", "签约编号", "签约协议编号", "合同编号"),
        need=M,
        privacy=Privacy.PERSONAL,
        longest=40,
    )
    subject = Party(title="签约居民", needs=(("name", Need.KEY), ("id_no", C)))
    family_no = Text(
        "家庭编号", aliases=("家庭档案编号", "家庭ID"), need=C, privacy=Privacy.PERSONAL, longest=40
    )
    family_relation = Choice(
        "与家庭代表关系",
        RELATION,
        aliases=("与户主关系", "与签约代表关系"),
        need=C,
        privacy=Privacy.PERSONAL,
    )
    sign_type = Choice("签约服务类型", SIGN_TYPE, aliases=("签约类型", "签约方式"), need=M, privacy=OPEN)
    sign_date = Day("签约日期", aliases=("签约时间", "签订日期", "签署日期"))
    begin_date = Day(
        "开始日期",
        aliases=("签约开始日期", "协议开始日期", "生效日期", "服务开始日期", "合同开始日期"),
        need=Need.KEY,
    )
    end_date = Day(
        "到期日期",
        aliases=(
            "签约到期日期",
            "协议到期日期",
            "截止日期",
            "失效日期",
            "结束日期",
            "服务到期日期",
            "合同到期日期",
        ),
        need=M,
    )
    years = Number(
        "签约年限",
        unit="年",
        aliases=("签约周期", "协议年限"),
        privacy=OPEN,
        limits=Limits(rule="N-10", hard=(1, 5)),
    )
    status = Choice("签约状态", CONTRACT_STATUS, aliases=("协议状态",), need=M, privacy=OPEN)
    stop_date = Day("解约日期", aliases=("解约时间", "终止日期"), need=C)
    stop_reason = Choice(
        "解约原因", STOP_REASON, aliases=("终止原因",), need=C, detail="其他解约原因", privacy=OPEN
    )
    org = Text(
        "签约机构",
        aliases=("机构名称", "签约单位", "服务机构", "录入机构", "所属机构", "医疗机构名称", "机构"),
        need=Need.KEY,
        privacy=OPEN,
    )
    org_uscc = CreditCode("机构统一社会信用代码", aliases=("统一社会信用代码", "机构代码", "签约机构代码"))
    team = Text(
        "家庭医生团队",
        aliases=("签约团队", "团队名称", "服务团队", "家庭医生团队名称"),
        need=M,
        privacy=OPEN,
    )
    team_id = Text("团队编号", aliases=("家庭医生团队编号", "签约团队编号"), privacy=OPEN, longest=40)
    doctor = Text(
        "家庭医生",
        aliases=("签约医生", "责任医生", "家庭医生姓名", "签约医生姓名", "医生"),
        need=M,
        privacy=OPEN,
        longest=50,
    )
    doctor_id = Text("家庭医生编号", aliases=("签约医生编号", "医生工号"), privacy=OPEN, longest=40)
    village_doctor = Text("村医", aliases=("乡村医生", "村医姓名"), privacy=OPEN, longest=50)
    groups = Choices(
        "人群分类",
        CONTRACT_GROUP,
        aliases=("人群分类代码", "签约人群", "人群类别", "重点人群"),
        need=M,
        privacy=Privacy.SPECIAL,  # names tuberculosis and mental illness
        none="01",
    )
    packages = Choices("服务包", PACKAGE, aliases=("签约服务包", "服务包类型"), need=M, privacy=OPEN)
    paid = Choice("服务包收费", PAID, aliases=("是否有偿", "收费类型"), privacy=OPEN)
    fee = Number(
        "服务包费用",
        unit="元",
        decimals=2,
        aliases=("签约费用", "签约服务费", "费用"),
        privacy=OPEN,
        limits=Limits(rule="N-12", hard=(0, 100_000), soft=(0, 2_000)),
    )
    items = part(
        "服务项目",
        10,
        item_code=Choice(
            "服务项目", SERVICE_ITEM, aliases=("服务项目名称", "服务项目编码", "项目名称"), privacy=OPEN
        ),
        item_name=Text("其他服务项目名称", aliases=("其他项目名称",), privacy=OPEN, longest=60),
        due_n=Number("应服务次数", unit="次", aliases=("约定次数", "应履约次数"), limits=TIMES),
        done_n=Number("已履约次数", unit="次", aliases=("已服务次数", "完成次数", "履约次数"), limits=TIMES),
        last_done_at=Day("最近服务日期", aliases=("最近一次服务日期", "最近履约日期")),
    )
    signed_by_resident = Choice(
        "居民签字", YES_NO, aliases=("居民是否签字", "签约居民签字"), need=M, privacy=OPEN
    )
    signed_by_doctor = Choice(
        "医生签字", YES_NO, aliases=("医生是否签字", "家庭医生签字"), need=M, privacy=OPEN
    )
    sign_file = Text(
        "签约文件编号", aliases=("协议文件编号", "签字文件编号"), privacy=Privacy.PERSONAL, longest=200
    )
    channel = Choice("签约渠道", CHANNEL, aliases=("签约途径",), privacy=OPEN)
