"""Which institutions somebody may keep: those that units below his own manage."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from qinkang.registry.models import ManagementUnit, Organisation
from qinkang.registry.questions import unit_map


def kept_units(request: Any) -> frozenset[int]:
    """Return the units whose institutions the reader of this page may keep."""
    tree = unit_map(request.today)
    return frozenset(one for unit in request.acting.scope.units for one in tree.subtree(unit))


def keeps_everything(request: Any) -> bool:
    """Tell whether the reader acts for the whole province."""
    province = ManagementUnit.objects.filter(level=ManagementUnit.Level.PROVINCE)
    return province.filter(pk__in=request.acting.scope.units).exists()


def organisation_of(number: int) -> Organisation:
    """Return an institution. Raises Http404."""
    found = Organisation.objects.select_related("unit", "own_unit", "merged_into").filter(pk=number).first()
    if found is None:
        raise Http404
    return found
