"""A whole column of names: plain ones by one pattern, the rest one by one."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .mojibake import FIRST_CHARACTERS, REPLACEMENT_MARKS
from .reading import ROLE_WORDS, Repair, read

REPAIR_BITS = {Repair.INVISIBLE: 1, Repair.NOTE: 2, Repair.SPACES: 4, Repair.WIDTH: 8, Repair.INTERPUNCT: 16}
FIELDS = pa.struct(
    [
        ("name", pa.string()),
        ("problem", pa.string()),
        ("repairs", pa.uint8()),
        ("deceased_note", pa.bool_()),
    ]
)
PLAIN = r"^[\x{4e00}-\x{9fff}]{2,4}$"
# Whatever could be a placeholder, a note or mojibake is left to `read`; too many is only slower.
DOUBTFUL = "|".join((*ROLE_WORDS, *REPLACEMENT_MARKS, "[无某之故名有人]", f"^[{FIRST_CHARACTERS}]"))


def read_column(raw: pa.StringArray | pa.ChunkedArray) -> pa.StructArray:
    """Read a column of names as `read` does each; a null gives a null row.

    Fields: name, problem (the text of `Problem`), repairs (sum of `REPAIR_BITS`), deceased_note.
    """
    names = raw.combine_chunks() if isinstance(raw, pa.ChunkedArray) else raw
    if names.type != pa.string():
        names = names.cast(pa.string())
    plain = pc.match_substring_regex(names, PLAIN)
    doubtful = pc.match_substring_regex(names, DOUBTFUL)
    others = pc.fill_null(pc.invert(pc.and_not(plain, doubtful)), False)
    readings = [read(name) for name in names.filter(others).to_pylist()]
    repairs = np.zeros(len(names), dtype=np.uint8)
    deceased = np.zeros(len(names), dtype=bool)
    chosen = np.flatnonzero(others.to_numpy(zero_copy_only=False))
    repairs[chosen] = [sum(REPAIR_BITS[repair] for repair in reading.repairs) for reading in readings]
    deceased[chosen] = [reading.deceased_note for reading in readings]
    missing = names.is_null()
    absent = missing.to_numpy(zero_copy_only=False)
    read_names = pa.array([reading.name for reading in readings], pa.string())
    problems = pa.array([reading.problem for reading in readings], pa.string())
    return pa.StructArray.from_arrays(
        [
            pc.replace_with_mask(names, others, read_names),
            pc.replace_with_mask(pa.nulls(len(names), pa.string()), others, problems),
            pa.array(repairs, mask=absent),
            pa.array(deceased, mask=absent),
        ],
        fields=list(FIELDS),
        mask=missing,
    )
