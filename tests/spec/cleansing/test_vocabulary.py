"""What each operation of rules means, drawn. `-` is a missing value, `t` and `f` are truth values.

Both engines are asked; where they could differ (missing values, halves, division by zero, text beyond
the basic plane), the table says what is right.
"""

import math
from datetime import date

import duckdb
import ibis
import ibis.expr.operations as ops
import pyarrow as pa
import pytest
from tests.spec.kernel.drawn import drawn

from qinkang.cleansing.plain import evaluation
from qinkang.cleansing.vocabulary import MEANING

TRUTH, NUMBER, WHOLE, DAY, TEXT = pa.bool_(), pa.float64(), pa.int64(), pa.date32(), pa.string()
CHOICES = pa.list_(pa.string())
READ = {
    TRUTH: lambda cell: cell == "t",
    NUMBER: float,
    WHOLE: int,
    DAY: date.fromisoformat,
    TEXT: lambda cell: cell.strip("'"),
    CHOICES: lambda cell: cell.strip("[]").split(",") if cell != "[]" else [],
}

# operation: types of a, b, c …; type of the answer; expression; table
DRAWN = {
    ops.And: ((TRUTH, TRUTH), TRUTH, lambda t: t.a & t.b, """
        a | b | answer
        --+---+-------
        t | t | t
        t | f | f
        t | - | -
        f | - | f
        - | f | f
        - | - | -
        """),
    ops.Or: ((TRUTH, TRUTH), TRUTH, lambda t: t.a | t.b, """
        a | b | answer
        --+---+-------
        f | f | f
        t | f | t
        t | - | t
        f | - | -
        - | t | t
        - | - | -
        """),
    ops.Not: ((TRUTH,), TRUTH, lambda t: ~t.a, """
        a | answer
        --+-------
        t | f
        f | t
        - | -
        """),
    ops.IsNull: ((NUMBER,), TRUTH, lambda t: t.a.isnull(), """
        a | answer
        --+-------
        0 | f
        - | t
        """),
    ops.NotNull: ((TEXT,), TRUTH, lambda t: t.a.notnull(), """
        a  | answer
        ---+-------
        '' | t
        -  | f
        """),
    ops.Equals: ((TEXT, TEXT), TRUTH, lambda t: t.a == t.b, """
        a   | b    | answer
        ----+------+-------
        01  | 01   | t
        01  | 1    | f
        x   | X    | f
        01  | -    | -
        -   | -    | -
        """),
    ops.NotEquals: ((NUMBER, NUMBER), TRUTH, lambda t: t.a != t.b, """
        a | b   | answer
        --+-----+-------
        1 | 1.0 | f
        1 | 2   | t
        1 | -   | -
        """),
    ops.Less: ((NUMBER, NUMBER), TRUTH, lambda t: t.a < t.b, """
        a   | b   | answer
        ----+-----+-------
        1   | 2   | t
        2   | 2   | f
        inf | 2   | f
        -   | 2   | -
        """),
    ops.LessEqual: ((DAY, DAY), TRUTH, lambda t: t.a <= t.b, """
        a          | b          | answer
        -----------+------------+-------
        2025-03-05 | 2025-03-05 | t
        2025-03-06 | 2025-03-05 | f
        2025-03-06 | -          | -
        """),
    ops.Greater: ((NUMBER, NUMBER), TRUTH, lambda t: t.a > t.b, """
        a | b | answer
        --+---+-------
        2 | 1 | t
        2 | 2 | f
        - | 1 | -
        """),
    ops.GreaterEqual: ((NUMBER, NUMBER), TRUTH, lambda t: t.a >= t.b, """
        a | b | answer
        --+---+-------
        2 | 2 | t
        1 | 2 | f
        1 | - | -
        """),
    ops.Between: ((NUMBER, NUMBER, NUMBER), TRUTH, lambda t: t.a.between(t.b, t.c), """
        a | b | c | answer
        --+---+---+-------
        1 | 1 | 3 | t
        3 | 1 | 3 | t
        4 | 1 | 3 | f
        - | 1 | 3 | -
        4 | - | 3 | f
        2 | - | 3 | -
        """),
    ops.InValues: ((TEXT,), TRUTH, lambda t: t.a.isin(("01", "03")), """
        a  | answer
        ---+-------
        03 | t
        3  | f
        -  | -
        """),
    ops.Add: ((NUMBER, NUMBER), NUMBER, lambda t: t.a + t.b, """
        a | b   | answer
        --+-----+-------
        1 | 0.5 | 1.5
        1 | -   | -
        """),
    ops.Subtract: ((NUMBER, NUMBER), NUMBER, lambda t: t.a - t.b, """
        a | b   | answer
        --+-----+-------
        1 | 0.5 | 0.5
        - | 1   | -
        """),
    ops.Multiply: ((NUMBER, NUMBER), NUMBER, lambda t: t.a * t.b, """
        a | b   | answer
        --+-----+-------
        3 | 0.5 | 1.5
        0 | -   | -
        """),
    ops.Divide: ((NUMBER, NUMBER), NUMBER, lambda t: t.a / t.b, """
        a  | b | answer
        ---+---+-------
        3  | 2 | 1.5
        3  | 0 | inf
        -3 | 0 | -inf
        0  | 0 | nan
        3  | - | -
        """),
    ops.Negate: ((NUMBER,), NUMBER, lambda t: -t.a, """
        a  | answer
        ---+-------
        3  | -3
        -3 | 3
        -  | -
        """),
    ops.Abs: ((NUMBER,), NUMBER, lambda t: t.a.abs(), """
        a  | answer
        ---+-------
        -3 | 3
        3  | 3
        -  | -
        """),
    ops.Round: ((NUMBER,), NUMBER, lambda t: t.a.round(1), """
        a     | answer
        ------+-------
        23.88 | 23.9
        23.85 | 23.9
        23.84 | 23.8
        0.25  | 0.3
        -0.25 | -0.3
        129.76 | 129.8
        inf   | inf
        -     | -
        """),
    ops.Least: ((NUMBER, NUMBER), NUMBER, lambda t: ibis.least(t.a, t.b), """
        a | b | answer
        --+---+-------
        1 | 2 | 1
        - | 2 | 2
        - | - | -
        """),
    ops.Greatest: ((NUMBER, NUMBER), NUMBER, lambda t: ibis.greatest(t.a, t.b), """
        a | b | answer
        --+---+-------
        1 | 2 | 2
        1 | - | 1
        - | - | -
        """),
    ops.Cast: ((WHOLE,), NUMBER, lambda t: t.a.cast("float64"), """
        a  | answer
        ---+-------
        60 | 60.0
        -  | -
        """),
    ops.Coalesce: ((TEXT, TEXT), TEXT, lambda t: t.a.coalesce(t.b), """
        a | b | answer
        --+---+-------
        1 | 2 | 1
        - | 2 | 2
        - | - | -
        """),
    ops.NullIf: ((NUMBER, NUMBER), NUMBER, lambda t: t.a.nullif(t.b), """
        a | b | answer
        --+---+-------
        0 | 0 | -
        5 | 0 | 5
        5 | - | 5
        - | 0 | -
        """),
    ops.IfElse: ((TRUTH, NUMBER, NUMBER), NUMBER, lambda t: t.a.ifelse(t.b, t.c), """
        a | b | c | answer
        --+---+---+-------
        t | 1 | 2 | 1
        f | 1 | 2 | 2
        - | 1 | 2 | 2
        t | - | 2 | -
        """),
    ops.SearchedCase: ((TRUTH, TRUTH), TEXT, lambda t: ibis.cases((t.a, "first"), (t.b, "second"), else_="none"), """
        a | b | answer
        --+---+-------
        t | t | first
        f | t | second
        - | t | second
        - | - | none
        """),
    ops.ExtractYear: ((DAY,), WHOLE, lambda t: t.a.year(), """
        a          | answer
        -----------+-------
        1952-03-07 | 1952
        1899-12-31 | 1899
        -          | -
        """),
    ops.ExtractMonth: ((DAY,), WHOLE, lambda t: t.a.month(), """
        a          | answer
        -----------+-------
        1952-03-07 | 3
        -          | -
        """),
    ops.ExtractDay: ((DAY,), WHOLE, lambda t: t.a.day(), """
        a          | answer
        -----------+-------
        1952-02-29 | 29
        -          | -
        """),
    ops.DateDelta: ((DAY, DAY), WHOLE, lambda t: t.a.delta(t.b, unit="day"), """
        a          | b          | answer
        -----------+------------+-------
        2024-03-01 | 2024-02-28 | 2
        2024-02-28 | 2024-03-01 | -2
        2024-02-28 | -          | -
        """),
    ops.StringLength: ((TEXT,), WHOLE, lambda t: t.a.length(), """
        a      | answer
        -------+-------
        王秀英 | 3
        𠮷野   | 2
        ''     | 0
        -      | -
        """),
    ops.StartsWith: ((TEXT, TEXT), TRUTH, lambda t: t.a.startswith(t.b), """
        a      | b  | answer
        -------+----+-------
        610403 | 61 | t
        610403 | 62 | f
        610403 | '' | t
        -      | 61 | -
        """),
    ops.Substring: ((TEXT,), TEXT, lambda t: t.a.substr(2, 2), """
        a      | answer
        -------+-------
        610403 | 04
        610    | 0
        61     | ''
        𠮷王秀英 | 秀英
        -      | -
        """),
    ops.StringContains: ((TEXT, TEXT), TRUTH, lambda t: t.a.contains(t.b), """
        a           | b  | answer
        ------------+----+-------
        01 02 05 99 | 05 | t
        01 02 05 99 | 03 | f
        ''          | 03 | f
        01          | -  | -
        """),
    ops.StringConcat: ((TEXT, TEXT), TEXT, lambda t: t.a + t.b, """
        a      | b   | answer
        -------+-----+----------
        610403 | 001 | 610403001
        610403 | ''  | 610403
        610403 | -   | -
        """),
    ops.ArrayContains: ((CHOICES, TEXT), TRUTH, lambda t: t.a.contains(t.b), """
        a     | b | answer
        ------+---+-------
        [1,2] | 2 | t
        [1,2] | 3 | f
        []    | 1 | f
        -     | 1 | -
        """),
    ops.ArrayLength: ((CHOICES,), WHOLE, lambda t: t.a.length(), """
        a     | answer
        ------+-------
        [1,2] | 2
        []    | 0
        -     | -
        """),
    ops.ArrayRemove: ((CHOICES, TEXT), CHOICES, lambda t: t.a.remove(t.b), """
        a       | b | answer
        --------+---+-------
        [1,2,1] | 1 | [2]
        [2,3]   | 1 | [2,3]
        [1]     | 1 | []
        -       | 1 | -
        """),
}  # fmt: skip


def value(cell: str, kind: pa.DataType):
    return None if cell == "-" else READ[kind](cell)


def same(answer, expected) -> bool:
    if isinstance(expected, float) and isinstance(answer, float) and math.isnan(expected):
        return math.isnan(answer)
    return answer == expected and isinstance(answer, bool) is isinstance(expected, bool)


@pytest.mark.parametrize("operation", DRAWN, ids=lambda operation: operation.__name__)
def test_an_operation_means_what_its_table_says(operation):
    kinds, kind, expression, picture = DRAWN[operation]
    lines = drawn(picture)
    types = dict(zip("abc", kinds, strict=False))
    table = ibis.table({name: ibis.dtype(kind) for name, kind in types.items()}, name="rows")
    promise = expression(table)
    rows = [{name: value(line[name], types[name]) for name in types} for line in lines]

    by_plain_python = [evaluation(promise)(row) for row in rows]
    with duckdb.connect() as connection:
        connection.register("rows", pa.Table.from_pylist(rows, pa.schema(list(types.items()))))
        query = ibis.to_sql(table.select(answer=promise), dialect="duckdb")
        by_duckdb = [answer for (answer,) in connection.execute(query).fetchall()]

    assert type(promise.op()) is operation
    for line, one, other in zip(lines, by_plain_python, by_duckdb, strict=True):
        expected = value(line["answer"], kind)
        assert same(one, expected), (line, one)
        assert same(other, expected), (line, other)


def test_every_operation_of_the_vocabulary_is_drawn():
    assert set(DRAWN) == set(MEANING)
