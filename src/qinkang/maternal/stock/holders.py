"""Units as holders of sheets: who stands above, who may hand down to whom, who may see a row."""

from __future__ import annotations

from qinkang.accounts.scope import Acting
from qinkang.accounts.units import UnitTree
from qinkang.maternal.mistakes import StockMistake
from qinkang.registry.models import ManagementUnit

INSTITUTION = ManagementUnit.Level.INSTITUTION
LEVELS = [level.value for level in ManagementUnit.Level]


def seen_by(tree: UnitTree, *units: int | None) -> list[int]:
    """Return the scope of a row of these units: they and all their superiors."""
    return sorted({one.id for unit in units if unit for one in tree.path(unit)})


def own(unit: int, by: Acting) -> None:
    """Raise StockMistake unless somebody acts for this very unit; for those below one may only look."""
    if unit not in by.scope.units:
        raise StockMistake("只能办理本单位的空白证。下级单位的由其自行办理，请换用该单位的账号。")


def superior(tree: UnitTree, unit: int) -> int | None:
    """Return the unit directly above."""
    found = tree.units.get(unit)
    return found.parent if found else None


def handed_down_to(tree: UnitTree, giver: int) -> list[int]:
    """Return the units to which a unit hands sheets down.

    Those directly below. A city that has one county only (杨凌示范区) may be passed over, in both senses:
    the province gives to the county, or straight to the county's institutions; so may a county that stands
    directly below the province (韩城), whose institutions the province may serve.
    """
    below = _children(tree, giver)
    found = list(below)
    if tree.is_province(giver):
        for unit in below:
            further = _children(tree, unit)
            counties = [one for one in further if tree.units[one].level != INSTITUTION]
            if tree.units[unit].level == "county" or (
                tree.units[unit].level == "city" and len(counties) == 1
            ):
                found += further
                found += [under for one in counties for under in _children(tree, one)]
    return found


def siblings(tree: UnitTree, unit: int) -> list[int]:
    """Return the units with which a unit may exchange sheets: those under the same superior, at its level."""
    above = superior(tree, unit)
    if above is None:
        return []
    level = tree.units[unit].level
    return [one for one in _children(tree, above) if one != unit and tree.units[one].level == level]


def _children(tree: UnitTree, unit: int) -> list[int]:
    return [one.id for one in tree.units.values() if one.parent == unit]
