"""A whole column of numbers: the clean ones by arithmetic over arrays, the rest one by one.

Clean means 18 ASCII characters that `read` returns unchanged and without a problem. They are seen as
a matrix of bytes; one matrix product gives check sum, year, month, day, sequence and prefix at once.
"""

from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from .number import CHECK_CHARACTERS, EARLIEST_BIRTH, WEIGHTS
from .reading import Reading, Repair, read

REPAIR_BITS = {Repair.SPELLING: 1, Repair.FIFTEEN: 2, Repair.CENTENARIAN: 4}
FIELDS = pa.struct(
    [
        ("number", pa.string()),
        ("problem", pa.string()),
        ("repairs", pa.uint8()),
        ("birth_date", pa.date32()),
        ("sex", pa.string()),
        ("area_code", pa.string()),
    ]
)
EPOCH = date(1970, 1, 1)
ROWS_AT_A_TIME = 1 << 15  # the working set then stays in the processor's cache
FILLED_IN_PREFIXES = np.array([0, 111111, 123456, 888888, 999999], dtype=np.float32)


def _products() -> npt.NDArray[np.float32]:
    """Columns: check sum, year, month, day, sequence, first six. All sums are exact in float32."""
    table = np.zeros((17, 6), dtype=np.float32)
    table[:, 0] = WEIGHTS
    table[6:10, 1] = (1000, 100, 10, 1)
    table[10:12, 2] = (10, 1)
    table[12:14, 3] = (10, 1)
    table[14:17, 4] = (100, 10, 1)
    table[0:6, 5] = (100000, 10000, 1000, 100, 10, 1)
    return table


PRODUCTS = _products()
CHECK_BYTES = np.frombuffer(CHECK_CHARACTERS.encode(), dtype=np.uint8)
MONTH_LENGTHS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], dtype=np.int32)
DAYS_BEFORE_MONTH = np.cumsum(MONTH_LENGTHS, dtype=np.int32) - MONTH_LENGTHS


def read_column(raw: pa.StringArray | pa.ChunkedArray, *, on: date) -> pa.StructArray:
    """Read a column of text as `read` does each value; a null gives a null row.

    Fields: number, problem (the text of `Problem`), repairs (sum of `REPAIR_BITS`), birth_date
    (date32), sex, area_code.
    """
    column = raw if isinstance(raw, pa.ChunkedArray) else pa.chunked_array([raw])
    if column.type != pa.string():
        column = column.cast(pa.string())
    parts = [
        _read_part(chunk.slice(start, ROWS_AT_A_TIME), on)
        for chunk in column.chunks
        for start in range(0, len(chunk), ROWS_AT_A_TIME)
    ]
    return pa.concat_arrays(parts) if parts else pa.array([], FIELDS)


def _read_part(raw: pa.StringArray, on: date) -> pa.StructArray:
    rows = len(raw)
    eighteen = pc.fill_null(pc.equal(pc.binary_length(raw), 18), False)
    where = np.flatnonzero(eighteen.to_numpy(zero_copy_only=False))
    text = raw if len(where) == rows else raw.filter(eighteen)
    matrix = _matrix(text)
    clean, days = _judge(matrix, on)

    known = np.zeros(rows, dtype=bool)
    known[where[clean]] = True
    birth = np.zeros(rows, dtype=np.int32)
    birth[where] = days
    sex = np.full((rows, 1), ord("2"), dtype=np.uint8)
    sex[where, 0] = 50 - (matrix[:, 16] & 1)
    area = np.full((rows, 6), ord("0"), dtype=np.uint8)
    area[where] = matrix[:, :6]

    present = pc.is_valid(raw).to_numpy(zero_copy_only=False)
    others = np.flatnonzero(present & ~known)
    readings = [read(value, on=on) for value in raw.take(pa.array(others)).to_pylist()]
    repairs = np.zeros(rows, dtype=np.uint8)
    for row, reading in zip(others, readings, strict=True):
        repairs[row] = sum(REPAIR_BITS[repair] for repair in reading.repairs)
        if reading.birth_date and reading.sex and reading.area_code:
            known[row] = True
            birth[row] = (reading.birth_date - EPOCH).days
            sex[row, 0] = ord(reading.sex)
            area[row] = np.frombuffer(reading.area_code.encode(), dtype=np.uint8)
    number, problem = _texts(raw, others, readings)
    return pa.StructArray.from_arrays(
        [
            number,
            problem,
            pa.array(repairs, mask=~present),
            pa.array(birth, mask=~known).view(pa.date32()),
            _fixed_width(sex, known),
            _fixed_width(area, known),
        ],
        fields=list(FIELDS),
        mask=pa.array(~present),
    )


def _matrix(text: pa.StringArray) -> npt.NDArray[np.uint8]:
    """View values of 18 bytes each as one row of bytes per value, without copying."""
    if not len(text):
        return np.empty((0, 18), dtype=np.uint8)
    _, offsets, characters = text.buffers()
    first = int(np.frombuffer(offsets, dtype=np.int32)[text.offset])
    return np.frombuffer(characters, dtype=np.uint8)[first : first + 18 * len(text)].reshape(-1, 18)


def _judge(matrix: npt.NDArray[np.uint8], on: date) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.int32]]:
    """Return which numbers are clean, and the birth date of each as days since 1970-01-01."""
    digits = matrix[:, :17] - np.uint8(48)
    sums = digits.astype(np.float32) @ PRODUCTS
    year, month, day = (sums[:, i].astype(np.int32) for i in (1, 2, 3))
    sensible = (digits <= 9).all(axis=1) & (month >= 1) & (month <= 12) & (year >= 1)
    month[~sensible] = 1
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    before = year - 1
    days = 365 * before + before // 4 - before // 100 + before // 400 + DAYS_BEFORE_MONTH[month] + day
    days += (leap & (month > 2)).astype(np.int32) - EPOCH.toordinal()
    clean = (
        sensible
        & (day >= 1)
        & (day <= MONTH_LENGTHS[month] + (leap & (month == 2)))
        & (days >= (EARLIEST_BIRTH - EPOCH).days)
        & (days <= (on - EPOCH).days)
        & (matrix[:, 17] == CHECK_BYTES[sums[:, 0].astype(np.int32) % 11])
        & (sums[:, 4] != 0)
        & ~np.isin(sums[:, 5], FILLED_IN_PREFIXES)
    )
    return clean, days


def _texts(
    raw: pa.StringArray, others: npt.NDArray[np.int64], readings: list[Reading]
) -> tuple[pa.StringArray, pa.StringArray]:
    """Return number and problem: clean rows keep their text and have none."""
    problem = pa.nulls(len(raw), pa.string())
    if not readings:
        return raw, problem
    chosen = np.zeros(len(raw), dtype=bool)
    chosen[others] = True
    mask = pa.array(chosen)
    return (
        pc.replace_with_mask(raw, mask, pa.array([r.number for r in readings], pa.string())),
        pc.replace_with_mask(problem, mask, pa.array([r.problem for r in readings], pa.string())),
    )


def _fixed_width(characters: npt.NDArray[np.uint8], known: npt.NDArray[np.bool_]) -> pa.StringArray:
    """Make a text column of rows of equally many ASCII characters, null where not known."""
    rows, width = characters.shape
    offsets = np.arange(rows + 1, dtype=np.int32) * np.int32(width)
    validity = np.packbits(known, bitorder="little")
    return pa.StringArray.from_buffers(
        rows, pa.py_buffer(offsets), pa.py_buffer(characters), pa.py_buffer(validity)
    )
