"""A record as it stood in an earlier version, read from its history."""

from __future__ import annotations

from typing import Any

from django.db import connection

from qinkang.records.correcting.texts import texts_of
from qinkang.records.tables import Recorded, Standing, part_models

ROW = "SELECT * FROM {table}_history WHERE id = %s AND version = %s ORDER BY superseded_at DESC LIMIT 1"
# A changed standing keeps the batch and the groups; the groups go when another batch replaces the row.
REPLACED = "SELECT max(superseded_at) FROM {table}_history WHERE id = %s AND batch_id = %s AND version >= %s"
GROUPS = "SELECT * FROM {table}_history WHERE record_id = %s AND superseded_at = %s ORDER BY seq"


def texts_at(record: Recorded, version: int) -> dict[str, str]:
    """Return everything a record said in one of its versions; of one that history does not have, as it says now."""
    if record.version == version:
        return texts_of(record)
    model = type(record)
    rows = _read(ROW.format(table=model._meta.db_table), [record.pk, version])
    if not rows:
        return texts_of(record)
    names = {field.column for field in model._meta.local_fields}
    earlier = model(**{_attribute(model, name): value for name, value in rows[0].items() if name in names})
    if record.batch_id == earlier.batch_id or record.standing == Standing.WITHDRAWN:
        return texts_of(earlier)  # neither replaces the groups
    replaced = _read(REPLACED.format(table=model._meta.db_table), [record.pk, earlier.batch_id, version])
    groups = {
        name: _read(GROUPS.format(table=part._meta.db_table), [record.pk, replaced[0]["max"]])
        for name, part in part_models(model).items()
    }
    return texts_of(earlier, groups=groups)


def _attribute(model: type[Recorded], column: str) -> str:
    return next(field.attname for field in model._meta.local_fields if field.column == column)


def _read(statement: str, parameters: list[Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
