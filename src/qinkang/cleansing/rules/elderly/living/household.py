"""Who lives with whom, and who looks after them."""

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import rule
from qinkang.standards.datasets import Living

ALONE, WITH_SPOUSE, WITH_CHILDREN, INSTITUTION = "01", "02", "03", "08"
YES, NO = "1", "2"
SELF = "0"


@rule(
    Living,
    code="C-98",
    each=[("living_arrangement", "cohabit_n")],
    says="独居的，同住人数应为0。",
    because="有人同住就不是独居；常见原因是把本人也计入同住人数。",
    remedy="请核对居住情况和同住人数（不含本人）；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"living_arrangement": "01", "cohabit_n": 0},
        {"living_arrangement": "02", "cohabit_n": 1},
        {"living_arrangement": "01"},
        {"cohabit_n": 2},
    ],
    rejects=[{"living_arrangement": "01", "cohabit_n": 1}],
)
def alone_is_with_nobody(living, arrangement, others):
    return ~((arrangement == ALONE) & (others > 0))


@rule(
    Living,
    code="C-98U",
    each=[("institution_uscc", "living_arrangement")],
    says="居住情况为养老机构的，应填养老机构统一社会信用代码；不是的不应填。",
    because="没有机构代码，不能与养老机构和医养结合机构的数据对上。",
    remedy="请补填机构代码，或核对居住情况。",
    effect=Effect.FLAG,
    accepts=[
        {"living_arrangement": "08", "institution_uscc": "91350100M000100Y43"},
        {"living_arrangement": "01"},
        {"institution_uscc": "91350100M000100Y43"},
        {},
    ],
    rejects=[
        {"living_arrangement": "08"},
        {"living_arrangement": "01", "institution_uscc": "91350100M000100Y43"},
    ],
)
def institution_is_named(living, institution, arrangement):
    return (arrangement == INSTITUTION) == institution.notnull()


@rule(
    Living,
    code="H-01",
    each=[("cohabit_n", "living_arrangement")],
    says="与他人同住的，同住人数不应为0。",
    because="同住人数不含本人，至少是1；常见原因是居住情况选错。",
    remedy="请核对居住情况和同住人数；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"living_arrangement": "02", "cohabit_n": 1},
        {"living_arrangement": "01", "cohabit_n": 0},
        {"living_arrangement": "08", "cohabit_n": 0},
        {"living_arrangement": "02"},
        {"cohabit_n": 0},
    ],
    rejects=[{"living_arrangement": "02", "cohabit_n": 0}, {"living_arrangement": "07", "cohabit_n": 0}],
)
def together_is_with_somebody(living, others, arrangement):
    return (others > 0) | arrangement.isin((ALONE, INSTITUTION))


@rule(
    Living,
    code="H-02",
    each=[("cohabit_n",)],
    says="同住人数应为整数。",
    because="人数一个一个地计；带小数的多半是填错了栏。",
    remedy="该值未采用，请核实后重报。",
    effect=Effect.BLANK,
    accepts=[{"cohabit_n": 0}, {"cohabit_n": 3}, {}],
    rejects=[{"cohabit_n": 1.5}],
)
def people_are_counted_one_by_one(living, others):
    return others == others.round(0)


@rule(
    Living,
    code="H-03",
    each=[("empty_nest", "living_arrangement")],
    says="与子女同住的不应是空巢。",
    because="空巢指与子女分开居住。",
    remedy="请核对居住情况和是否空巢；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"empty_nest": "2", "living_arrangement": "03"},
        {"empty_nest": "1", "living_arrangement": "02"},
        {"empty_nest": "1"},
        {"living_arrangement": "03"},
    ],
    rejects=[{"empty_nest": "1", "living_arrangement": "03"}],
)
def nest_with_children_is_not_empty(living, empty, arrangement):
    return ~((empty == YES) & (arrangement == WITH_CHILDREN))


@rule(
    Living,
    code="H-04",
    each=[("monthly_visit", "living_arrangement")],
    says="独居的，应填写是否按月探访。",
    because="省级约定（默认）：独居老年人按月探访关爱。",
    remedy="请在源系统中补填后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"monthly_visit": "2", "living_arrangement": "01"},
        {"living_arrangement": "02"},
        {},
    ],
    rejects=[{"living_arrangement": "01"}],
)
def who_lives_alone_is_visited(living, visited, arrangement):
    return (arrangement != ALONE) | visited.notnull()


@rule(
    Living,
    code="H-05",
    each=[("caregiver_rel",)],
    says="主要照护者不应是本人。",
    because="没有照护者的留空；常见原因是沿用了默认选项。",
    remedy="请核对主要照护者；没有的请留空。",
    effect=Effect.FLAG,
    accepts=[{"caregiver_rel": "1"}, {"caregiver_rel": "8"}, {}],
    rejects=[{"caregiver_rel": "0"}],
)
def nobody_is_their_own_caregiver(living, relation):
    return relation != SELF
