"""Physical examination: what can be examined on women or on men only."""

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import rule
from qinkang.cleansing.rules.elderly.health_check.person import surely
from qinkang.cleansing.rules.people.party import MAN, WOMAN
from qinkang.standards.datasets import HealthCheck

ON_WOMEN = ("vulva", "vagina", "cervix", "corpus", "adnexa", "pap")
PROSTATE = "4"


@rule(
    HealthCheck,
    code="C-90",
    each=[(name, f"{name}_other") for name in ON_WOMEN] + [("rectal",)],
    says="{title}与性别不符：男性不应有妇科检查，女性不应有前列腺检查。",
    because="条款“查体”“辅助检查”；常见原因是性别填错，或套用了他人的结果。",
    remedy="该值未采用；性别有误的请更正性别后重报。",
    effect=Effect.BLANK,
    accepts=[
        {"sex": "2", "vulva": "1"},
        {"sex": "1", "id_no": "610125195203071220", "vulva": "1"},
        {"sex": "9", "vulva": "1"},
        {"sex": "1"},
        {"vulva": "1"},
    ],
    rejects=[
        {"sex": "1", "vulva": "1"},
        {"sex": "1", "vulva_other": "萎缩"},
        {"id_no": "610125195203070017", "vulva": "2"},
    ],
)
def examination_fits_the_sex(check, examined, *text):
    if examined.get_name() == "rectal":
        return ~(surely(WOMAN, check) & (examined == PROSTATE))
    done = examined.notnull()
    for more in text:
        done = done | more.notnull()
    return ~(surely(MAN, check) & done)
