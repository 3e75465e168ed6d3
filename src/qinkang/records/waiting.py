"""Which unit work about some rows is put before."""

from collections.abc import Collection, Sequence

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


def units_holding(line: Line, duty: Duty) -> set[int]:
    """Return the units in which somebody holds a duty."""
    return set(Right.objects.filter(line=line, duty=duty, ended_at=None).values_list("unit", flat=True))


def nearest(tree: UnitTree, units: set[int]) -> int | None:
    """Return the lowest of some units, the one with the lowest number of several; without any, the province."""
    known = [unit for unit in units if unit in tree.units]
    if known:
        return min(known, key=lambda unit: _order(tree, unit))
    return next((one.id for one in tree.units.values() if one.level == PROVINCE), None)


def nearer(tree: UnitTree, units: Collection[int], unit: int) -> list[int]:
    """Return those of some units that are asked before this one, wherever both see the rows."""
    known = [one for one in units if one in tree.units]
    return sorted(one for one in known if _order(tree, one) < _order(tree, unit))


def _order(tree: UnitTree, unit: int) -> tuple[int, int]:
    """Place the lowest of the tree first, and of these the one with the lowest number."""
    return -len(tree.path(unit)), unit
