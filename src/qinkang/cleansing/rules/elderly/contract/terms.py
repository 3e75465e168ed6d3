"""Kind of contract, groups, packages, fees and signatures."""

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import rule
from qinkang.standards.datasets import Contract

FAMILY = "02"
CHILD, PREGNANT = "02", "04"
FREE, PAID = "1", "2"
NO = "2"


@rule(
    Contract,
    code="Q-21",
    each=[("family_no", "sign_type"), ("family_relation", "sign_type")],
    says="家庭签约的，{title}应填写。",
    because="按家庭签约的协议要能归到同一个家庭。",
    remedy="请补填后重报。",
    effect=Effect.FLAG,
    accepts=[{"sign_type": "02", "family_no": "1"}, {"sign_type": "01"}, {}],
    rejects=[{"sign_type": "02"}],
)
def family_contract_names_the_family(row, told, kind):
    return ~((kind == FAMILY) & told.isnull())


@rule(
    Contract,
    code="Q-22",
    each=[("fee", "paid")],
    says="服务包费用应与是否收费相符：免费的不应有费用，有偿的应填写费用。",
    because="常见原因是费用填在了别的协议上，或是否收费选错。",
    remedy="请核对服务包的收费和费用；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[{"paid": "1", "fee": 0}, {"paid": "1"}, {"paid": "2", "fee": 20}, {"fee": 20}, {}],
    rejects=[{"paid": "1", "fee": 20}, {"paid": "2", "fee": 0}, {"paid": "2"}],
)
def fee_is_that_of_a_paid_package(row, fee, paid):
    charged = fee.coalesce(0) > 0
    return ((paid != FREE) | ~charged) & ((paid != PAID) | charged)


@rule(
    Contract,
    code="Q-23",
    each=[("signed_by_resident",), ("signed_by_doctor",)],
    says="{title}应为是，双方没有签字的协议不生效。",
    because="家庭医生签约服务以双方签字的协议为准；常见原因是先录入后补签。",
    remedy="请补签后更新；已经签字的请更正后重报。",
    effect=Effect.FLAG,
    accepts=[{"signed_by_resident": "1"}, {}],
    rejects=[{"signed_by_resident": "2"}],
)
def both_have_signed(row, signed):
    return signed != NO


@rule(
    Contract,
    code="Q-24",
    each=[("groups",)],
    says="老年人的人群分类不应有儿童或孕产妇。",
    because="本数据集只有60岁及以上的居民；常见原因是家庭签约时带出了其他成员的分类。",
    remedy="请核对人群分类；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[{"groups": ["03", "05"]}, {"groups": ["01"]}, {}],
    rejects=[{"groups": ["02"]}, {"groups": ["03", "04"]}],
)
def groups_are_those_of_the_old(row, groups):
    return ~(groups.contains(CHILD) | groups.contains(PREGNANT))
