"""What stands above a list: for which units it was made, when, and by what it was narrowed."""

from __future__ import annotations

from qinkang.accounts.units import unit_tree
from qinkang.kernel import clock
from qinkang.reports.exports import Head, Wanted


def heading(wanted: Wanted, *narrowed: str, source: str = "") -> Head:
    """Return the head of a list drawn from the truth as it stands now. Empty words are left out."""
    tree = unit_tree()
    return Head(
        unit="、".join(tree.name(unit) for unit in wanted.scope.units),
        data_time=f"{clock.now().astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}",
        filters="、".join(one for one in narrowed if one) or "全部",
        source=source,
    )
