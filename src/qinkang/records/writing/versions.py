"""The statements that store decided rows: new records, newer versions with their groups, withdrawals."""

import functools

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection, models

from qinkang.records.tables import Recorded, part_models
from qinkang.records.writing import staging
from qinkang.records.writing.planning import looked_up_by_key
from qinkang.records.writing.rows import copy

DELETE_GROUPS = "DELETE FROM {part} p USING {waiting} s WHERE p.record_id = s.id AND s.version > 1"
UPDATE = "UPDATE {table} t SET {values} FROM {waiting} s WHERE t.id = s.id AND s.version > 1"
INSERT = "INSERT INTO {table} ({names}) SELECT {names} FROM {waiting} WHERE version = 1"
INSERT_GROUPS = "INSERT INTO {part} ({names}) SELECT {names} FROM {waiting}"
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
    """Store new rows (version 1) and newer versions, and replace the groups of the latter.

    Args:
        model: the data set's table.
        rows: columns named as the table's, and the parts' side by side (`drugs_1_name`).
    """
    waiting, parts = staging.staging_of(model), part_models(model)
    columns = [field.column for field in model._meta.local_fields]
    said = {
        "table": model._meta.db_table,
        "waiting": waiting,
        "names": ", ".join(columns),
        "values": ", ".join(f"{name} = s.{name}" for name in columns if name != "id"),
    }
    oldest, newest = pc.min_max(rows["version"]).as_py().values()
    copy(waiting, rows.select([name for name in columns if name in rows.column_names]))
    with looked_up_by_key(), connection.cursor() as cursor:
        if newest > 1:
            for part in parts.values():
                cursor.execute(DELETE_GROUPS.format(part=part._meta.db_table, **said))
            cursor.execute(UPDATE.format(**said))
        if oldest == 1:
            cursor.execute(INSERT.format(**said))
    staging.emptied(waiting)
    for name, part in parts.items():
        write_groups(part, groups(name, part, rows))


def write_groups(model: type[models.Model], rows: pa.Table) -> None:
    """Store the groups of one part."""
    if not len(rows):
        return
    waiting = staging.staging_of(model)
    copy(waiting, rows)
    with connection.cursor() as cursor:
        names = ", ".join(rows.column_names)
        cursor.execute(INSERT_GROUPS.format(part=model._meta.db_table, names=names, waiting=waiting))
    staging.emptied(waiting)


def groups(name: str, model: type[models.Model], rows: pa.Table) -> pa.Table:
    """Return each group of a part that holds anything: record, scope, place from 1, and its fields."""
    found = []
    for place in range(1, model.part.at_most + 1):
        given = {
            field: rows[column]
            for field in model.part.fields
            if (column := f"{name}_{place}_{field}") in rows.column_names
            and rows[column].null_count < len(rows)
        }
        if not given:
            continue
        whole = pa.table({"record_id": rows["id"], "scope": rows["scope"], **given})
        whole = whole.append_column("seq", pa.repeat(pa.scalar(place, pa.int16()), len(rows)))
        filled = functools.reduce(pc.or_, (pc.is_valid(column) for column in given.values()))
        found.append(whole.filter(filled))
    return pa.concat_tables(found, promote_options="default") if found else pa.table({})


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
