"""The business key of a record, and the hash of its content: one value per row."""

import hashlib

import pyarrow as pa
import pyarrow.compute as pc

from qinkang.records.keys import Family, KeyRing
from qinkang.records.sealing import index_many
from qinkang.standards.dataset import Dataset

APART, MISSING = "\x1f", "\x1e"
CONTENT_BYTES = 16


def business_keys(
    ring: KeyRing, dataset: Dataset, rows: pa.Table, who: pa.Array | None, *, sender: int
) -> pa.Array:
    """Return the keyed hash of the values of the data set's key, for this sender's rows.

    In the place of a party stands `who` (see `Sighted`): its number, else the whole identity as given;
    a data set whose key names nobody needs none.
    So the same check-up from two senders has one key where both know the number, unless the data set is
    one of what each sender knows. A row that lacks a part of the key has none; only a withdrawal by the
    sender's number may.
    """
    people = None if who is None else pa.array([one and one.hex() for one in who.to_pylist()], pa.string())
    values = [people if name in dataset.parties else as_text(rows[name]) for name in dataset.key]
    label = f"v1|business_key|{dataset.code}" + (f"|{sender}" if dataset.of_each_sender else "")
    joined = pc.binary_join_element_wise(label, *values, APART)
    return pa.array(index_many(ring.writing(Family.INDEX), joined.to_pylist()), pa.binary())


def content_hashes(rows: pa.Table, names: list[str]) -> pa.Array:
    """Return a hash over name and value of all that is there; a column nobody filled changes nothing."""
    named = [pc.binary_join_element_wise(name, as_text(rows[name]), MISSING) for name in sorted(names)]
    # The first word stands in every row: Arrow 26 drops rows in which there is nothing to join.
    joined = pc.binary_join_element_wise("v1", *named, APART, null_handling="skip")
    hashed = [
        hashlib.blake2b(text.encode(), digest_size=CONTENT_BYTES).digest() for text in joined.to_pylist()
    ]
    return pa.array(hashed, pa.binary())


def as_text(column: pa.ChunkedArray) -> pa.Array:
    """Return values as text, one spelling per value; lists with their codes side by side."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_list(array.type):
        return pc.binary_join(array.cast(pa.list_(pa.string())), ",")
    return array if array.type == pa.string() else array.cast(pa.string())
