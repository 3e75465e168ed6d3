"""What one account may do now: read once per request, asked many times."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from qinkang.accounts.models import Duty, Keeper, Line, Right, User
from qinkang.accounts.needs import Need, Who
from qinkang.accounts.units import UnitTree, unit_tree


@dataclass(frozen=True)
class Standing:
    """The rights of an account, and the units whose accounts it keeps.

    Attributes:
        rights: line and duty to the units where they hold. A unit stands for all below it.
        keeps: the units kept.
    """

    kind: str
    rights: Mapping[tuple[str, str], tuple[int, ...]]
    keeps: tuple[int, ...]

    def units(self, line: Line | None, duty: Duty) -> tuple[int, ...]:
        """Return the units where a right holds; of any line if none is named."""
        found = [units for (one, held), units in self.rights.items() if held == duty and line in (None, one)]
        return tuple(sorted({unit for units in found for unit in units}))

    @property
    def lines(self) -> list[Line]:
        """Return the lines in which there is any right, in their usual order."""
        return [line for line in Line if any(one == line for one, _ in self.rights)]

    def may(self, need: Need) -> bool:
        """Tell whether a page is open to this account, fully signed in."""
        if need.who is Who.RIGHT and need.duty:
            return bool(self.units(need.line, need.duty))
        if need.who is Who.KEEPER:
            return bool(self.keeps)
        if need.who is Who.OFFICE:
            return self.kind in need.offices
        return need.who is not Who.ON_THE_WAY or not need.steps

    def scope_of(self, need: Need) -> tuple[int, ...]:
        """Return the units for which a page acts."""
        if need.who is Who.RIGHT and need.duty:
            return self.units(need.line, need.duty)
        return self.keeps if need.who is Who.KEEPER else ()


def standing_of(user: User) -> Standing:
    """Read what an account may do now: two queries."""
    rights: dict[tuple[str, str], set[int]] = defaultdict(set)
    for line, duty, unit in Right.objects.filter(user=user, ended_at=None).values_list(
        "line", "duty", "unit"
    ):
        rights[line, duty].add(unit)
    keeps = Keeper.objects.filter(user=user, ended_at=None).order_by("unit").values_list("unit", flat=True)
    return Standing(user.kind, {key: tuple(sorted(units)) for key, units in rights.items()}, tuple(keeps))


def needs_second_factor(user: User, tree: UnitTree | None = None) -> bool:
    """Tell whether a password alone is not enough: administrators, operators, and all of the province.

    Of the province: whoever belongs to it, has a right there, or keeps its accounts.
    """
    if user.kind != User.Kind.STAFF:
        return True
    tree = tree or unit_tree()
    units = {user.unit}
    units.update(Right.objects.filter(user=user, ended_at=None).values_list("unit", flat=True))
    units.update(Keeper.objects.filter(user=user, ended_at=None).values_list("unit", flat=True))
    return any(tree.is_province(unit) for unit in units)
