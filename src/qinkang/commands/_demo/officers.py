"""Officers for the demonstration: accounts with a random one-time password, made by the actions of the product."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.conf import settings

from qinkang.accounts.actions.offices import decide_template, make_administrator
from qinkang.accounts.actions.people import Keeping, grant, make_account
from qinkang.accounts.models import RoleTemplate, User
from qinkang.accounts.scope import Scope, acting_as
from qinkang.accounts.units import unit_tree

OFFICERS: Mapping[str, tuple[str, str]] = {
    "demo.sheng": ("省级演示", "SX-610000"),
    "demo.baoji": ("宝鸡市演示", "SX-610300"),
    "demo.qishan": ("岐山县演示", "SX-610323"),
    "demo.xixian": ("西咸新区演示", "SX-XX"),
}
"""User name to what the account is called and the unit it belongs to."""
ROLE = "老龄审核员"


def make_officers() -> dict[str, tuple[str, str]]:
    """Make the accounts; return user name to unit and one-time password."""
    with acting_as(Scope(()), actor="command:demo", because="演示：建立账号"):
        tree = unit_tree()
        security, _ = make_administrator(
            username="demo.security", name="安全管理员演示", kind=User.Kind.SECURITY,
            person_index=secrets.token_bytes(32), hours=settings.ONE_TIME_HOURS,
        )  # fmt: skip
        role = RoleTemplate.objects.get(title=ROLE)
        decide_template(by=security, template=role, approve=True)
        keeping = Keeping(security, frozenset(tree.units), tree)
        made = {}
        for username, (name, code) in OFFICERS.items():
            unit = tree.find(code)
            user, password = make_account(by=keeping, username=username, name=name, unit=unit.id)
            grant(by=keeping, user=user, template=role, unit=unit.id)
            made[username] = unit.name, password
        return made
