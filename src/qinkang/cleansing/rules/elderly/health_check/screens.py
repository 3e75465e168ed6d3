"""Self-assessments and screens of older people, and what contradicts them."""

from datetime import date

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import rule
from qinkang.cleansing.rules.elderly.health_check.person import age
from qinkang.standards.datasets import HealthCheck

POSITIVE = "2"
DEPENDENT, MOVES_FREELY, EXERCISES_DAILY = "4", "1", "1"


@rule(
    HealthCheck,
    code="C-83",
    each=[("selfcare_self",)],
    says="生活不能自理的，运动功能不应为可顺利完成，也不应每天锻炼。",
    because="条款“一般状况”“脏器功能”“体育锻炼”互相矛盾；常见原因是系统带出默认值。",
    remedy="请核对自理能力评估和体检结果；无误可不处理，有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"selfcare_self": "4", "motor": "2", "ex_freq": "4"},
        {"selfcare_self": "3", "motor": "1", "ex_freq": "1"},
        {"selfcare_self": "4"},
        {"motor": "1", "ex_freq": "1"},
    ],
    rejects=[{"selfcare_self": "4", "motor": "1"}, {"selfcare_self": "4", "motor": "2", "ex_freq": "1"}],
)
def dependence_agrees_with_movement(check, grade):
    moves = (check.motor == MOVES_FREELY) | (check.ex_freq == EXERCISES_DAILY)
    return ~((grade == DEPENDENT) & moves)


@rule(
    HealthCheck,
    code="C-88",
    each=[("mmse_total", "cognition_screen"), ("gds_total", "emotion_screen")],
    says="粗筛阳性的，{title}应填写。",
    because="条款“一般状况”：粗筛阳性者须进一步检查并填写总分。",
    remedy="请补做检查并填写总分；拒查的请注明。",
    effect=Effect.FLAG,
    accepts=[
        {"cognition_screen": "2", "mmse_total": 0},
        {"cognition_screen": "1"},
        {},
    ],
    rejects=[{"cognition_screen": "2"}],
)
def positive_screen_has_a_score(check, score, screen):
    return ~((screen == POSITIVE) & score.isnull())


@rule(
    HealthCheck,
    code="F-08",
    each=[("health_self",), ("selfcare_self",), ("cognition_screen",), ("emotion_screen",)],
    says="65岁及以上老年人的{title}应填写。",
    because="国家基本公共卫生服务规范（第三版）老年人健康管理服务的必做项目。",
    remedy="请补做评估并在源系统中补填后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"health_self": "1", "birth_date": date(1952, 3, 5), "check_date": date(2025, 3, 5)},
        {"birth_date": date(1960, 3, 6), "check_date": date(2025, 3, 5)},
        {"check_date": date(2025, 3, 5)},
    ],
    rejects=[{"birth_date": date(1960, 3, 5), "check_date": date(2025, 3, 5)}],
)
def screens_are_there_from_sixty_five(check, answer, book):
    return answer.notnull() | (age(check) < book["service_from"])
