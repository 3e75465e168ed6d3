"""Whether a death is certain enough to act on."""

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import rule
from qinkang.standards.datasets import Death

SUSPECTED, CONFIRMED, REVOKED = "0", "1", "2"
SURE_ALONE = ("1", "2", "3")
"""Sources each of which is enough: register of deaths, police, cremation."""


@rule(
    Death,
    code="C-47",
    each=[("confirm_status", "source")],
    says="只凭医保、社保、随访或村居的信息，不应写“已确认”。",
    because="省级约定（默认）：死亡登记、公安注销、火化之一即可确认，其余须有两个互相独立的来源。",
    remedy="已有另一来源印证的可不处理；没有的请改为“疑似”并核实。",
    effect=Effect.FLAG,
    accepts=[
        {"confirm_status": "1", "source": "2"},
        {"confirm_status": "0", "source": "7"},
        {"source": "7"},
        {"confirm_status": "1"},
    ],
    rejects=[{"confirm_status": "1", "source": "7"}, {"confirm_status": "1", "source": "4"}],
)
def confirmation_has_a_sure_source(death, status, source):
    return ~((status == CONFIRMED) & ~source.isin(SURE_ALONE))


@rule(
    Death,
    code="D-05",
    each=[("confirm_status",)],
    says="未确认的死亡不向国家平台上报。",
    because="省级约定（默认）：疑似死亡可能是误报，已撤销的更不能上报；确认后自动上报。",
    remedy="请核实；确认后以新版本重报。",
    effect=Effect.BLOCK,
    target="national_elderly",
    accepts=[{"confirm_status": "1"}],
    rejects=[{"confirm_status": "0"}, {"confirm_status": "2"}, {}],
)
def death_is_confirmed(death, status):
    return status.notnull() & (status == CONFIRMED)
