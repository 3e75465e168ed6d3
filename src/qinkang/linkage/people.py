"""Many identities as columns: whatever two of them are compared by, worked out once for each."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from qinkang.kernel import citizen_id, person_name
from qinkang.kernel.person_name import comparison_key
from qinkang.linkage.identity import BROKEN_PROBLEMS, CITIZEN_ID, INTERPUNCT, Soundness
from qinkang.linkage.shape import shape
from qinkang.linkage.sound import sound

Codes = npt.NDArray[np.int64]
"""A number for each row, the same for equal texts; -1 where there is none."""
Letters = npt.NDArray[np.uint32]
"""A row of code points for each text, filled with zeros."""
COLUMNS = ("name", "number", "id_type", "sex", "birth_date", "phone", "region")


@dataclass(frozen=True, repr=False)
class People:
    """Identities as columns, made by `people`.

    Attributes:
        name, key, shape, sound: the name as read, and folded, as codes.
        name_keys: the texts of `key`, by code.
        own_part, has_parts: the key of what stands before the first ·, and whether there is one.
        letters, letters_back, length: the folded name as code points, from its front and from its back.
        number, kind, digits: the document number and its kind as codes; the characters of a citizen's.
        soundness, fifteen: what the number is worth; whether it came with 15 digits.
        sex: 1, 2, or 0 where not said.
        year, month, day, ordinal: of birth; ordinal is -1 where not said.
        phone: as codes, with `phones` their texts.
        county, township, village: codes of the first 6, 9 and 12 digits of where one lives.
    """

    name: Codes
    key: Codes
    shape: Codes
    sound: Codes
    name_keys: list[str]
    own_part: Codes
    has_parts: npt.NDArray[np.bool_]
    letters: Letters
    letters_back: Letters
    length: Codes
    number: Codes
    kind: Codes
    digits: Letters
    soundness: Codes
    fifteen: npt.NDArray[np.bool_]
    sex: Codes
    year: Codes
    month: Codes
    day: Codes
    ordinal: Codes
    phone: Codes
    phones: list[str]
    county: Codes
    township: Codes
    village: Codes

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.name)


def people(rows: pa.Table, *, on: date) -> People:
    """Return identities as columns; they mean what the attributes of `Identity` mean.

    Args:
        rows: the columns of COLUMNS; birth_date as date32, the others as text.
        on: the day of comparing.
    """
    names = _names(rows["name"])
    keys = [None if name is None else comparison_key(name) for name in names]
    key, name_keys = _codes(keys)
    own = [None if n is None else comparison_key(n.split(INTERPUNCT)[0]) for n in names]
    # Own parts are numbered together with whole names, because one is compared with the other.
    together, _ = _codes([*keys, *own])
    shapes, _ = _codes([None if one is None else shape(one) for one in name_keys])
    sounds, _ = _codes([None if one is None else sound(one) for one in name_keys])
    kinds: list[str | None] = [one or CITIZEN_ID for one in rows["id_type"].to_pylist()]
    numbers, soundness, fifteen = _numbers(rows["number"], kinds, on)
    longest = max((len(one) for one in name_keys), default=0) or 1
    region = [one or "" for one in rows["region"].to_pylist()]
    phone, phones = _codes(rows["phone"].to_pylist())
    births = rows["birth_date"].to_pylist()
    return People(
        name=_codes(names)[0],
        key=key,
        shape=_through(key, shapes),
        sound=_through(key, sounds),
        name_keys=name_keys,
        own_part=together[len(keys) :],
        has_parts=np.array([name is not None and INTERPUNCT in name for name in names], dtype=bool),
        letters=_letters(keys, longest),
        letters_back=_letters([one and one[::-1] for one in keys], longest),
        length=np.array([len(one or "") for one in keys], dtype=np.int64),
        number=_codes(numbers)[0],
        kind=_codes(kinds)[0],
        digits=_letters([n if k == CITIZEN_ID else None for n, k in zip(numbers, kinds, strict=True)], 18),
        soundness=soundness,
        fifteen=fifteen,
        sex=np.array([int(s) if s in ("1", "2") else 0 for s in rows["sex"].to_pylist()], dtype=np.int64),
        year=np.array([b.year if b else -1 for b in births], dtype=np.int64),
        month=np.array([b.month if b else -1 for b in births], dtype=np.int64),
        day=np.array([b.day if b else -1 for b in births], dtype=np.int64),
        ordinal=np.array([b.toordinal() if b else -1 for b in births], dtype=np.int64),
        phone=phone,
        phones=phones,
        county=_codes([r[:6] if len(r) >= 6 else None for r in region])[0],
        township=_codes([r[:9] if len(r) >= 9 else None for r in region])[0],
        village=_codes([r[:12] if len(r) >= 12 else None for r in region])[0],
    )


def _names(column: pa.ChunkedArray) -> list[str | None]:
    """Return names as read; None for what is no name."""
    read = person_name.read_column(column)
    usable = pc.and_(read.is_valid(), pc.is_null(read.field("problem")))
    return list(pc.if_else(usable, read.field("name"), None).to_pylist())


def _numbers(
    column: pa.ChunkedArray, kinds: list[str | None], on: date
) -> tuple[list[str | None], Codes, npt.NDArray[np.bool_]]:
    """Return numbers as read, what they are worth, and which came with 15 digits."""
    given = [one or None for one in column.to_pylist()]
    read = citizen_id.read_column(pa.array(given, pa.string()), on=on)
    columns = [read.field(name).to_pylist() for name in ("number", "problem", "repairs")]
    numbers: list[str | None] = []
    worth, fifteen = [], []
    for text, kind, number, problem, repairs in zip(given, kinds, *columns, strict=True):
        citizen = kind == CITIZEN_ID
        if text is None:
            sound_, number = Soundness.NONE, None
        elif not citizen:
            sound_, number = Soundness.SOUND, text.upper()
        elif problem is None:
            sound_ = Soundness.SOUND
        elif problem in BROKEN_PROBLEMS and len(number) == 18:
            sound_ = Soundness.BROKEN
        else:
            sound_, number = Soundness.NONE, None
        numbers.append(number)
        worth.append(int(sound_))
        fifteen.append(
            citizen
            and sound_ is Soundness.SOUND
            and bool(repairs & citizen_id.REPAIR_BITS[citizen_id.Repair.FIFTEEN])
        )
    return numbers, np.array(worth, dtype=np.int64), np.array(fifteen, dtype=bool)


def _codes(texts: list[str | None]) -> tuple[Codes, list[str]]:
    """Return a number for each text, and the texts by number."""
    encoded = pa.array(texts, pa.string()).dictionary_encode()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return codes, list(encoded.dictionary.to_pylist())


def _through(codes: Codes, further: Codes) -> Codes:
    """Return for each row what its code leads to."""
    return np.append(further, -1)[codes]  # -1 takes the last


def _letters(texts: list[str | None], width: int) -> Letters:
    """Return the code points of each text, cut at `width`."""
    fixed = np.array([text or "" for text in texts], dtype=f"<U{width}")
    return fixed.view(np.uint32).reshape(len(texts), width)
