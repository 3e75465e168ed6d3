"""What is computed from an identity before it is sealed: its fingerprint and its indexes."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from qinkang.kernel import citizen_id, clock
from qinkang.kernel.person_name import comparison_key
from qinkang.records.keys import Family, KeyRing
from qinkang.records.sealing import index_many

SEALED = ("name", "id_type", "id_no", "phone", "live_addr")
FURTHER = ("hukou_addr", "contact_name", "contact_phone")  # sealed too, where a party adds them
PERSONAL = ("sex", "birth_date", "live_region")
APART = "\x1f"  # stands in no name, number or address
CITIZEN_ID = "01"


def completed(rows: pa.Table) -> pa.Table:
    """Return the rows with every column of an identity; what a party does not have is null."""
    for name in (*SEALED, *FURTHER, *PERSONAL):
        if name not in rows.column_names:
            rows = rows.append_column(name, pa.nulls(len(rows), pa.string()))
    return rows


@dataclass(frozen=True, repr=False)
class Indexed:
    """Keyed hashes of each row's identity; all are binary columns, those of what is missing are null."""

    fingerprint: pa.Array
    id_index: pa.Array
    name_birth_index: pa.Array
    phone_index: pa.Array
    key: int


def indexed(ring: KeyRing, rows: pa.Table) -> Indexed:
    """Compute fingerprint and indexes of identities, `completed`, as the cleansing left them.

    A citizen ID number with any problem (check character, impossible date, filler such as eighteen
    zeros) gets no index, for by its index persons are joined.
    """
    key = ring.writing(Family.INDEX)
    text = {name: plain(rows[name]) for name in (*SEALED, *PERSONAL)}
    whole = pc.binary_join_element_wise(
        "v1|sighting", *(pc.fill_null(one, "") for one in text.values()), APART
    )
    further = [pc.binary_join_element_wise(name, plain(rows[name]), "=") for name in FURTHER]
    whole = pc.binary_join_element_wise(whole, *further, APART, null_handling="skip")
    kind = pc.fill_null(text["id_type"], CITIZEN_ID)
    given = text["name"].dictionary_encode()
    folded = pa.array([name and comparison_key(name) for name in given.dictionary.to_pylist()], pa.string())
    named = folded.take(given.indices)
    by_name = pc.binary_join_element_wise(
        "v1|person.name_birth", named, text["birth_date"], pc.fill_null(text["sex"], ""), APART
    )
    return Indexed(
        fingerprint=hashed(key, whole),
        id_index=hashed(
            key, pc.binary_join_element_wise("v1|person.id_no", kind, countable(kind, text["id_no"]), "|")
        ),
        name_birth_index=hashed(key, by_name),
        phone_index=hashed(key, pc.binary_join_element_wise("v1|person.phone", text["phone"], "|")),
        key=key.number,
    )


def countable(kind: pa.Array, numbers: pa.Array) -> pa.Array:
    """Return the numbers that may stand for a person, in upper case; null for the others."""
    numbers = pc.utf8_upper(numbers)
    citizen = pc.equal(kind, CITIZEN_ID)
    read = citizen_id.read_column(numbers, on=clock.today())
    sound = pc.is_null(read.field("problem"))
    return pc.if_else(
        pc.or_(pc.invert(citizen), sound), pc.if_else(citizen, read.field("number"), numbers), None
    )


def hashed(key: object, labelled: pa.Array) -> pa.Array:
    """Return the stored index values of labelled texts."""
    return pa.array(index_many(key, labelled.to_pylist()), pa.binary())


def plain(column: pa.ChunkedArray) -> pa.Array:
    """Return a column as one array of text; days as 2024-05-01."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return array if array.type == pa.string() else array.cast(pa.string())
