"""Which unit work about some rows is put before."""

from collections.abc import Sequence

from qinkang.accounts.models import Duty, Line, Right
from qinkang.accounts.units import PROVINCE, UnitTree, unit_tree


def unit_to_ask(
    line: Line, scope: Sequence[int], duty: Duty, *, but: str = "", tree: UnitTree | None = None
) -> int | None:
    """Return the unit nearest to the rows in which somebody holds the duty; else that of the province.

    Args:
        scope: units that may see the rows, with their superiors.
        but: an account that does not count, `user:17`: whoever asks does not decide.
    """
    tree = tree or unit_tree()
    held = Right.objects.filter(line=line, duty=duty, ended_at=None, unit__in=scope)
    if but.startswith("user:"):
        held = held.exclude(user=int(but.removeprefix("user:")))
    return nearest(tree, set(held.values_list("unit", flat=True)))


def nearest(tree: UnitTree, units: set[int]) -> int | None:
    """Return the lowest of some units, the one with the lowest number of several; without any, the province."""
    known = [unit for unit in units if unit in tree.units]
    if known:
        return min(known, key=lambda unit: (-len(tree.path(unit)), unit))
    return next((one.id for one in tree.units.values() if one.level == PROVINCE), None)
