"""Assessment, guidance and drugs."""

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.parameters import PROVISIONAL
from qinkang.cleansing.rule import rule
from qinkang.cleansing.rules.elderly.health_check.screens import POSITIVE
from qinkang.standards.datasets import HealthCheck

NORMAL, ABNORMAL = "1", "2"
LOSE_WEIGHT = "5"
FINDINGS = tuple(f"abnormal_{n}_finding" for n in range(1, HealthCheck.parts["abnormal"].at_most + 1))
NO_FINDING = ("未见异常", "未见明显异常", "无异常", "无明显异常", "正常")
DRUGS = tuple(
    tuple(f"drugs_{n}_{name}" for name in HealthCheck.parts["drugs"].fields)
    for n in range(1, HealthCheck.parts["drugs"].at_most + 1)
)


def _any_finding(check):
    found = check[FINDINGS[0]].notnull() & ~check[FINDINGS[0]].isin(NO_FINDING)
    for name in FINDINGS[1:]:
        found = found | (check[name].notnull() & ~check[name].isin(NO_FINDING))
    return found


@rule(
    HealthCheck,
    code="C-91",
    each=[("assess",)],
    says="血压、血糖达到需紧急处置的水平或粗筛阳性的，健康评价不应为体检无异常。",
    because=f"收缩压180、舒张压110毫米汞柱或空腹血糖16.7毫摩尔每升及以上须处置（{PROVISIONAL}）；粗筛阳性须进一步检查。",
    remedy="请核对健康评价；属实的请及时转诊并随访。",
    effect=Effect.FLAG,
    accepts=[
        {"assess": "1", "sbp_left": 179, "dbp_left": 109, "fpg": 16.6, "cognition_screen": "1"},
        {"assess": "2", "sbp_left": 200, "dbp_left": 120},
        {"assess": "1"},
        {"sbp_left": 200},
    ],
    rejects=[
        {"assess": "1", "sbp_left": 180},
        {"assess": "1", "dbp_right": 110},
        {"assess": "1", "fpg": 16.7},
        {"assess": "1", "emotion_screen": "2"},
    ],
)
def urgent_findings_are_assessed(check, assessment, book):
    urgent = (
        (check.sbp_left >= book["urgent_systolic"])
        | (check.sbp_right >= book["urgent_systolic"])
        | (check.dbp_left >= book["urgent_diastolic"])
        | (check.dbp_right >= book["urgent_diastolic"])
        | (check.fpg >= book["urgent_glucose"])
        | (check.cognition_screen == POSITIVE)
        | (check.emotion_screen == POSITIVE)
    )
    return ~((assessment == NORMAL) & urgent)


@rule(
    HealthCheck,
    code="F-01",
    each=[("assess", *FINDINGS)],
    says="健康评价为体检无异常的，不应列出异常情况。",
    because="条款“健康评价”。无异常指没有新发疾病且原有疾病控制良好；常见原因是沿用了默认选项。",
    remedy="请核对健康评价；有异常的请改选“有异常”后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"assess": "1"},
        {"assess": "1", "abnormal_1_finding": "未见异常"},
        {"assess": "2", "abnormal_1_finding": "血压偏高"},
        {"abnormal_1_finding": "血压偏高"},
    ],
    rejects=[
        {"assess": "1", "abnormal_1_finding": "血压偏高"},
        {"assess": "1", "abnormal_4_finding": "血脂偏高"},
    ],
)
def no_abnormality_lists_none(check, assessment, *findings):
    return ~((assessment == NORMAL) & _any_finding(check))


@rule(
    HealthCheck,
    code="F-02",
    each=[("abnormal_1_finding", "assess", *FINDINGS[1:])],
    says="健康评价为有异常的，应列出异常情况。",
    because="条款“健康评价”：有异常的须写明，以便随访和转诊。",
    remedy="请在源系统中补填异常情况后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"assess": "2", "abnormal_1_finding": "血压偏高"},
        {"assess": "2", "abnormal_3_finding": "血压偏高"},
        {"assess": "1"},
        {},
    ],
    rejects=[{"assess": "2"}, {"assess": "2", "abnormal_1_finding": "无异常"}],
)
def abnormality_is_listed(check, first, assessment, *others):
    return ~((assessment == ABNORMAL) & ~_any_finding(check))


@rule(
    HealthCheck,
    code="F-04",
    each=[("target_weight", "risk_control")],
    says="危险因素控制选了减体重的应填减体重目标，没有选的不应填。",
    because="条款“健康指导”：选“减体重”须写明目标。",
    remedy="请补填目标或核对所选项目。",
    effect=Effect.FLAG,
    accepts=[
        {"risk_control": ["3", "5"], "target_weight": 62},
        {"risk_control": ["3"]},
        {"target_weight": 62},
        {},
    ],
    rejects=[{"risk_control": ["3", "5"]}, {"risk_control": ["3"], "target_weight": 62}],
)
def weight_to_lose_has_a_target(check, target, advice):
    return advice.contains(LOSE_WEIGHT) == target.notnull()


@rule(
    HealthCheck,
    code="F-11",
    each=DRUGS,
    says="填写了药物用法、用量等的，应填写药物名称。",
    because="条款“主要用药情况”；没有名称的用药记录无法使用。",
    remedy="请在源系统中补填药物名称后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"drugs_1_name": "硝苯地平", "drugs_1_dose": "10毫克"},
        {"drugs_1_name": "硝苯地平"},
        {"drugs_2_dose": "10毫克"},
        {},
    ],
    rejects=[{"drugs_1_dose": "10毫克"}, {"drugs_1_adherence": "1"}],
)
def drug_has_its_name(check, name, *details):
    described = details[0].notnull()
    for detail in details[1:]:
        described = described | detail.notnull()
    return name.notnull() | ~described
