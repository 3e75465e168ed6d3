"""Hashes of content: equal for what says the same, different for anything else."""

import datetime as dt

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from qinkang.records.writing.business_key import content_hashes

VALUES = st.fixed_dictionaries(
    {
        "text": st.none() | st.text("甲乙,;|={}\x7f", max_size=3),
        "number": st.none() | st.sampled_from([0.0, 1.0, 10.0, 0.1]),
        "day": st.none() | st.sampled_from([dt.date(2026, 1, 1), dt.date(2026, 11, 1)]),
        "codes": st.none() | st.lists(st.sampled_from(["1", "2", "12"]), max_size=2),
    }
)
KINDS = {"text": pa.string(), "number": pa.float64(), "day": pa.date32(), "codes": pa.list_(pa.string())}


def table(rows: list[dict], names=tuple(KINDS)) -> pa.Table:
    return pa.table({name: pa.array([row[name] for row in rows], KINDS[name]) for name in names})


@settings(deadline=None, max_examples=50)
@given(st.lists(VALUES, min_size=2, max_size=4))
def test_equal_rows_and_only_they_have_equal_hashes(rows):
    hashes = content_hashes(table(rows), list(KINDS)).to_pylist()

    for one, first in zip(rows, hashes, strict=True):
        for other, second in zip(rows, hashes, strict=True):
            assert (first == second) == (one == other)


@settings(deadline=None)
@given(VALUES)
def test_order_of_columns_and_empty_ones_mean_nothing(row):
    filled = [name for name in KINDS if row[name] is not None]
    if filled:
        whole = content_hashes(table([row]), list(KINDS))
        part = content_hashes(table([row], filled[::-1]), filled[::-1])

        assert whole == part
