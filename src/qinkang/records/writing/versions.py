"""The statements that store decided rows: new records, newer versions with their groups, withdrawals."""

import pyarrow as pa
from django.db import connection, models

from qinkang.records.tables import Recorded, part_models
from qinkang.records.writing import staging
from qinkang.records.writing.planning import looked_up_by_key
from qinkang.records.writing.rows import copy

DELETE_GROUPS = "DELETE FROM {part} p USING {waiting} s WHERE p.record_id = s.id AND s.version > 1"
UPDATE = "UPDATE {table} t SET {values} FROM {waiting} s WHERE t.id = s.id AND s.version > 1"
INSERT = "INSERT INTO {table} ({names}) SELECT {names} FROM {waiting} WHERE version = 1"
INSERT_GROUPS = """
INSERT INTO {part} (record_id, scope, seq, {fields})
SELECT s.id, s.scope, g.* FROM {waiting} s CROSS JOIN LATERAL (VALUES {listed}) g(seq, {fields})
WHERE num_nonnulls({given}) > 0
"""
WITHDRAW = """
UPDATE {table} t SET standing = 'withdrawn', version = t.version + 1, batch_id = %s,
  source_version = COALESCE(g.source_version, t.source_version), row_number = g.row_number,
  recorded_at = %s, actor = %s
FROM unnest(%s::bigint[], %s::bigint[], %s::int[]) AS g(id, source_version, row_number)
WHERE t.id = g.id
"""
REMEMBER = """
UPDATE {table} t SET source_version = g.source_version
FROM unnest(%s::bigint[], %s::bigint[]) AS g(id, source_version)
WHERE t.id = g.id AND g.source_version IS NOT NULL
  AND (t.source_version < g.source_version OR t.source_version IS NULL)
"""


def write_versions(model: type[Recorded], rows: pa.Table) -> None:
    """Store new rows (version 1) and newer versions, and replace the groups of the latter."""
    waiting, parts = staging.staging_of(model), part_models(model)
    columns = [field.column for field in model._meta.local_fields]
    said = {
        "table": model._meta.db_table,
        "waiting": waiting,
        "names": ", ".join(columns),
        "values": ", ".join(f"{name} = s.{name}" for name in columns if name != "id"),
    }
    copy(waiting, rows)
    with looked_up_by_key(), connection.cursor() as cursor:
        for part in parts.values():
            cursor.execute(DELETE_GROUPS.format(part=part._meta.db_table, **said))
        cursor.execute(UPDATE.format(**said))
        cursor.execute(INSERT.format(**said))
        for name, part in parts.items():
            cursor.execute(groups(name, part, waiting))
    staging.emptied(waiting)


def groups(name: str, model: type[models.Model], waiting: str) -> str:
    """Return the statement that stores the groups of one part, each group that holds anything."""
    part = model.part
    return INSERT_GROUPS.format(
        part=model._meta.db_table,
        waiting=waiting,
        fields=", ".join(part.fields),
        given=", ".join(f"g.{field}" for field in part.fields),
        listed=", ".join(
            f"({place}, {', '.join(f's.{name}_{place}_{field}' for field in part.fields)})"
            for place in range(1, part.at_most + 1)
        ),
    )


def withdraw(table: str, rows: pa.Table) -> None:
    """Let records stand as withdrawn; their values stay."""
    once = [rows[name][0].as_py() for name in ("batch_id", "recorded_at", "actor")]
    each = [rows[name].to_pylist() for name in ("id", "source_version", "row_number")]
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(WITHDRAW.format(table=table), [*once, *each])


def remember_versions(table: str, rows: pa.Table) -> None:
    """Note that a newer version said the same, so that one in between that arrives late is not taken."""
    if len(rows):
        with looked_up_by_key(), connection.cursor() as cursor:
            cursor.execute(
                REMEMBER.format(table=table), [rows["id"].to_pylist(), rows["source_version"].to_pylist()]
            )
