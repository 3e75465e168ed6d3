"""Which pairs are worth comparing: two that share any of these keys. The keys are identity; hash them.

Besides number and phone there are three: for names heard wrong, for names seen wrong (names that are right
and sexes that are wrong among them), and for birth dates written wrong.
"""

from datetime import date

from qinkang.kernel import citizen_id
from qinkang.linkage.identity import CITIZEN_ID, Identity, Soundness
from qinkang.linkage.shape import shape

APART = "\x1f"  # stands in no name and no code
TOWNSHIP_DIGITS = 9


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
