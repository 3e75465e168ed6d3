"""Which pairs are worth comparing: two that share any of these keys. The keys are identity; hash them.

Besides number and phone there are three: for names heard wrong, for names seen wrong (names that are right
and sexes that are wrong among them), and for birth dates written wrong.
"""

from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from qinkang.kernel import citizen_id, person_name
from qinkang.kernel.person_name import comparison_key
from qinkang.linkage.identity import CITIZEN_ID, INTERPUNCT, Identity, Soundness
from qinkang.linkage.shape import shape
from qinkang.linkage.sound import sound

APART = "\x1f"  # stands in no name and no code
TOWNSHIP_DIGITS = 9


@dataclass(frozen=True, repr=False)
class Keys:
    """The keys of many identities, one text per row, null where there is none.

    Attributes:
        name: the folded name (`Identity.name_key`).
        sound, shape, place: what `by_sound`, `by_shape` and `by_place` return.
    """

    name: pa.Array
    sound: pa.Array
    shape: pa.Array
    place: pa.Array


def keys_of(names: pa.Array, births: pa.Array, regions: pa.Array) -> Keys:
    """Return the keys of many at once; each distinct name is looked at once.

    Args:
        names, regions: text as given.
        births: days (date32).
    """
    read = person_name.read_column(names)
    usable = pc.and_(read.is_valid(), pc.is_null(read.field("problem")))
    encoded = pc.if_else(usable, read.field("name"), None).dictionary_encode()
    texts = encoded.dictionary.to_pylist()
    folded = [comparison_key(text) for text in texts]
    own = [comparison_key(text.split(INTERPUNCT)[0]) if INTERPUNCT in text else "" for text in texts]
    shapes = [shape(part or whole) for part, whole in zip(own, folded, strict=True)]

    def of_rows(values: list[str]) -> pa.Array:
        return pa.array(values, pa.string()).take(encoded.indices)

    name, born = of_rows(folded), births.cast(pa.string())
    township = pc.utf8_slice_codeunits(regions, 0, TOWNSHIP_DIGITS)
    township = pc.if_else(pc.equal(pc.utf8_length(township), TOWNSHIP_DIGITS), township, None)
    return Keys(
        name=name,
        sound=pc.binary_join_element_wise(of_rows([sound(one) for one in folded]), born, APART),
        shape=pc.binary_join_element_wise(of_rows(shapes), born, APART),
        place=pc.binary_join_element_wise(name, township, APART),
    )


def by_sound(one: Identity) -> str | None:
    """Return the key for names of one sound, or taken for one another, with one birth date."""
    if one.name_sound is None or one.birth_date is None:
        return None
    return f"{one.name_sound}{APART}{one.birth_date.isoformat()}"


def by_shape(one: Identity) -> str | None:
    """Return the key for names that look alike, or lack the father's part, with one birth date."""
    if one.name_shape is None or one.birth_date is None:
        return None
    own = shape(one.own_part) if one.has_parts and one.own_part else one.name_shape
    return f"{own}{APART}{one.birth_date.isoformat()}"


def by_place(one: Identity) -> str | None:
    """Return the key for one name in one township, whatever the birth date says."""
    if one.name_key is None or len(one.region or "") < TOWNSHIP_DIGITS:
        return None
    return f"{one.name_key}{APART}{(one.region or '')[:TOWNSHIP_DIGITS]}"


def meant_numbers(one: Identity, *, on: date) -> tuple[str, ...]:
    """Return the sound numbers that a broken one may have been meant to be (C-06)."""
    if one.kind != CITIZEN_ID or one.soundness is not Soundness.BROKEN or one.read_number is None:
        return ()
    return citizen_id.suggestions(one.read_number, on=on)
