"""The statutory areas, from the packaged list."""

from datetime import timedelta
from typing import Any

from qinkang.kernel.area import Area as PackagedArea
from qinkang.kernel.area import AreaBook
from qinkang.registry.models import Area

SOURCE = "民政部行政区划代码（2024年）及历年变更，随产品提供"
COLUMNS = (
    "code",
    "name",
    "parent",
    "level",
    "valid_from",
    "valid_until",
    "successor",
    "date_precision",
    "source",
)


def seed_areas() -> None:
    """Make the table equal to the packaged list."""
    wanted = {tuple(row.values()): row for row in map(_row, AreaBook.packaged().areas)}
    stored = {row[1:]: row[0] for row in Area.objects.values_list("id", *COLUMNS)}
    Area.objects.filter(id__in=[key for row, key in stored.items() if row not in wanted]).delete()
    Area.objects.bulk_create(Area(**row) for key, row in wanted.items() if key not in stored)


def _row(area: PackagedArea) -> dict[str, Any]:
    return {
        "code": area.code,
        "name": area.name,
        "parent": area.parent,
        "level": str(area.level),
        "valid_from": area.valid_from,
        "valid_until": area.valid_to - timedelta(days=1) if area.valid_to else None,
        "successor": area.successor,
        "date_precision": str(area.date_precision) if area.date_precision else None,
        "source": SOURCE,
    }
