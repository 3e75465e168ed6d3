"""Arrow columns to what PostgreSQL reads with COPY, without a Python loop over cells."""

import io

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
from django.db import connection

OPTIONS = pyarrow.csv.WriteOptions(include_header=False, quoting_style="needed")


def copy(table: str, rows: pa.Table) -> None:
    """Send columns, named as the table's, into a staging table on the present connection.

    In CSV as both sides write it, an empty cell is null and a quoted empty one is empty text.
    """
    buffer = io.BytesIO()
    as_text = pa.table({name: written(rows[name]) for name in rows.column_names})
    pyarrow.csv.write_csv(as_text, buffer, OPTIONS)
    names = ", ".join(connection.ops.quote_name(name) for name in rows.column_names)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT csv)") as out:
        out.write(buffer.getbuffer())


def written(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    """Return a column as CSV can carry it: lists as array literals, bytes as hexadecimal."""
    kind = column.type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return array_literals(column)
    if pa.types.is_binary(kind) or pa.types.is_fixed_size_binary(kind) or pa.types.is_large_binary(kind):
        return pa.array(
            [None if value is None else "\\x" + value.hex() for value in column.to_pylist()], pa.string()
        )
    if pa.types.is_null(kind):
        return column.cast(pa.string())
    return column


def array_literals(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Write `["1", "2"]` as `{"1","2"}`."""
    lists = column.cast(pa.list_(pa.string()))
    if pa.types.is_string(column.type.value_type):
        lists = pa.chunked_array([_quoted(chunk) for chunk in lists.chunks], pa.list_(pa.string()))
    joined = pc.binary_join(lists, ",")
    return pc.binary_join_element_wise("{", joined, "}", "")


def _quoted(lists: pa.ListArray) -> pa.ListArray:
    """Quote every element of the lists, for it may hold commas, braces or quotes."""
    escaped = pc.replace_substring(pc.replace_substring(lists.values, "\\", "\\\\"), '"', '\\"')
    quoted = pc.binary_join_element_wise('"', escaped, '"', "")
    return pa.ListArray.from_arrays(lists.offsets, quoted, mask=lists.is_null() if lists.null_count else None)
