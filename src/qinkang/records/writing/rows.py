"""Arrow columns to what PostgreSQL reads with COPY, without a Python loop over cells."""

import binascii
import io

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
from django.db import connection

OPTIONS = pyarrow.csv.WriteOptions(include_header=False, quoting_style="needed")


def copy(table: str, rows: pa.Table) -> None:
    """Send columns, named as the table's, into a staging table on the present connection.

    In CSV as both sides write it, an empty cell is null and a quoted empty one is empty text. A column
    without any value is not sent.
    """
    buffer = io.BytesIO()
    filled = [name for name in rows.column_names if rows[name].null_count < len(rows)]
    as_text = pa.table({name: written(rows[name]) for name in filled})
    pyarrow.csv.write_csv(as_text, buffer, OPTIONS)
    names = ", ".join(connection.ops.quote_name(name) for name in filled)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT csv)") as out:
        out.write(buffer.getbuffer())


def written(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    """Return a column as CSV can carry it: lists as array literals, bytes as hexadecimal."""
    kind = column.type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return array_literals(column)
    if pa.types.is_binary(kind) or pa.types.is_fixed_size_binary(kind) or pa.types.is_large_binary(kind):
        return hexadecimal(column)
    if pa.types.is_null(kind):
        return column.cast(pa.string())
    return column


def hexadecimal(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    """Write bytes as PostgreSQL reads them: `\\x0a1b`."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    array = array.cast(pa.binary())
    if not len(array):
        return pa.array([], pa.string())
    _, offsets, data = array.buffers()
    places = np.frombuffer(offsets, np.int32)[array.offset : array.offset + len(array) + 1]
    digits = binascii.hexlify(memoryview(data or b"")[places[0] : places[-1]])
    there = pc.is_valid(array).buffers()[1] if array.null_count else None
    twice = pa.py_buffer((places - places[0]) * 2)
    texts = pa.StringArray.from_buffers(len(array), twice, pa.py_buffer(digits), there)
    return pc.binary_join_element_wise("\\x", texts, "")


def array_text(values: pa.Array | pa.ChunkedArray) -> str:
    """Write values as one array for a parameter: `{1,2}`; much faster than a list of them."""
    values = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    if pa.types.is_binary(values.type):
        texts = pc.binary_join_element_wise('"\\', hexadecimal(values), '"', "")  # a backslash is escaped
    elif pa.types.is_string(values.type):
        texts = quoted(values)
    else:
        texts = values.cast(pa.string())
    items = pa.LargeListArray.from_arrays(pa.array([0, len(texts)], pa.int64()), pc.fill_null(texts, "NULL"))
    return "{" + (pc.binary_join(items, ",")[0].as_py() or "") + "}"


def array_literals(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Write `["1", "2"]` as `{"1","2"}`."""
    lists = column.cast(pa.list_(pa.string()))
    if pa.types.is_string(column.type.value_type):
        lists = pa.chunked_array([_quoted(chunk) for chunk in lists.chunks], pa.list_(pa.string()))
    joined = pc.binary_join(lists, ",")
    return pc.binary_join_element_wise("{", joined, "}", "")


def _quoted(lists: pa.ListArray) -> pa.ListArray:
    """Quote every element of the lists, for it may hold commas, braces or quotes."""
    elements = quoted(lists.values)
    return pa.ListArray.from_arrays(
        lists.offsets, elements, mask=lists.is_null() if lists.null_count else None
    )


def quoted(texts: pa.Array) -> pa.Array:
    """Write texts as elements of an array literal; null stays null."""
    escaped = pc.replace_substring(pc.replace_substring(texts, "\\", "\\\\"), '"', '\\"')
    return pc.binary_join_element_wise('"', escaped, '"', "")
