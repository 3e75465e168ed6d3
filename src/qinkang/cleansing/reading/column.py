"""Reading a whole column, with the same answers as reading its cells one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from qinkang.cleansing.reading import identity
from qinkang.cleansing.reading.cell import Cell
from qinkang.cleansing.reading.facts import fact_types
from qinkang.cleansing.reading.kinds import reader_of
from qinkang.cleansing.reading.missing import NOTHING
from qinkang.cleansing.rulebook import Rulebook
from qinkang.kernel import citizen_id, person_name
from qinkang.standards.field import DocumentNumber, Field, PersonName, Telephone, Text

KINDS_OF_PERSONS = (DocumentNumber, PersonName, Telephone)  # hardly any of their texts repeat
HARDLY = 4  # a text stands on fewer rows than this, on average

Rows = npt.NDArray[np.int64]

_MOBILE = "^1[3-9][0-9]{9}$"
_PERHAPS_FILLED_IN = "0000|1111|2222|3333|4444|5555|6666|7777|8888|9999|1234|2345|8765|13800138000"
_PADDED = r"^[\pZ\pC]|[\pZ\pC]$"
_ABROAD = "^[89]"  # residence permits have kinds of their own


@dataclass(frozen=True)
class ColumnReading:
    """A column's typed values, its facts, and the rows that broke a reading rule.

    Attributes:
        values: one per row.
        facts: by full column name, one value per row.
        notes: reading rule to the rows (counted from 0) that broke it.
    """

    values: pa.Array
    facts: dict[str, pa.Array]
    notes: dict[str, Rows]


@dataclass(frozen=True)
class _Clean:
    """Rows whose text is the value, with nothing to tell; and the facts of those rows."""

    rows: npt.NDArray[np.bool_]
    facts: dict[str, pa.Array]


def read_column(field: Field, raw: pa.Array, book: Rulebook) -> ColumnReading:
    """Read a column of text, which may be dictionary-encoded. A null is an empty cell."""
    read = reader_of(field, book)
    if raw.null_count == len(raw):
        return _nothing(field, len(raw))
    if isinstance(field, KINDS_OF_PERSONS) and pa.types.is_dictionary(raw.type):
        raw = raw.dictionary_decode()
    match field:
        case DocumentNumber():
            return _beside(_clean_numbers(field, raw, book), field, raw, read)
        case PersonName():
            return _beside(_clean_names(field, raw), field, raw, read)
        case Telephone():
            sure = pc.and_not(
                pc.match_substring_regex(raw, _MOBILE), pc.match_substring_regex(raw, _PERHAPS_FILLED_IN)
            )
            return _beside(_without_facts(field, sure, raw), field, raw, read)
        case Text():
            return _text(field, raw, read)
    return _by_distinct_text(field, raw, read)


def _clean_numbers(field: DocumentNumber, raw: pa.Array, book: Rulebook) -> _Clean:
    reading = citizen_id.read_column(raw, on=book.received_on)
    sound = pc.and_(pc.is_null(reading.field("problem")), pc.equal(reading.field("repairs"), 0))
    clean = _Clean(_true(pc.and_not(sound, pc.match_substring_regex(raw, _ABROAD))), {})
    told = {
        "birth": reading.field("birth_date"),
        "sex": reading.field("sex"),
        "prefix": reading.field("area_code"),
        "kind": pc.if_else(pa.array(clean.rows), "01", None),
        "fits": pc.if_else(pa.array(clean.rows), identity.FIT_FOR_CITIZENS, None),
        "problem": pa.nulls(len(raw), pa.string()),
    }
    return _Clean(clean.rows, {f"{field.name}_{fact}": values for fact, values in told.items()})


def _clean_names(field: PersonName, raw: pa.Array) -> _Clean:
    reading = person_name.read_column(raw)
    sure = pc.and_(pc.is_null(reading.field("problem")), pc.equal(reading.field("repairs"), 0))
    return _without_facts(field, pc.and_(sure, pc.greater(pc.utf8_length(raw), 1)), raw)


def _nothing(field: Field, count: int) -> ColumnReading:
    """A column without any text."""
    facts = {name: pa.nulls(count, kind) for name, kind in fact_types(field).items()}
    return ColumnReading(pa.nulls(count, field.arrow), facts, {})


def _text(field: Text, raw: pa.Array, read: Callable[[str], Cell]) -> ColumnReading:
    """Texts that repeat are looked at once each; addresses and the like hardly do."""
    encoded = raw if pa.types.is_dictionary(raw.type) else raw.dictionary_encode()
    distinct, places = encoded.dictionary, encoded.indices
    if len(distinct) * HARDLY > len(raw):
        plain = encoded.dictionary_decode() if raw is encoded else raw
        return _beside(_clean_text(field, plain), field, plain, read)
    once = _beside(_clean_text(field, distinct), field, distinct, read)
    at = pc.fill_null(places, -1).to_numpy(zero_copy_only=False)
    notes = {code: np.flatnonzero(np.isin(at, which)) for code, which in once.notes.items()}
    return ColumnReading(once.values.take(places), {}, notes)


def _clean_text(field: Text, raw: pa.Array) -> _Clean:
    length = pc.utf8_length(raw)
    doubtful = pc.or_(
        pc.match_substring_regex(raw, _PADDED),
        pc.is_in(raw, value_set=pa.array(sorted(NOTHING.difference(field.means)))),
    )
    return _without_facts(
        field, pc.and_not(pc.and_(pc.greater(length, 0), pc.less_equal(length, field.longest)), doubtful), raw
    )


def _without_facts(field: Field, sure: pa.Array, raw: pa.Array) -> _Clean:
    """Clean rows all of whose facts are null: no problem, nothing special."""
    return _Clean(_true(sure), {name: pa.nulls(len(raw), kind) for name, kind in fact_types(field).items()})


def _beside(clean: _Clean, field: Field, raw: pa.Array, read: Callable[[str], Cell]) -> ColumnReading:
    """The clean rows as they are, the others read one distinct text at a time."""
    others = np.flatnonzero(~clean.rows & _true(pc.is_valid(raw)))
    if not len(others):
        return ColumnReading(raw, clean.facts, {})
    slow = _by_distinct_text(field, raw.take(pa.array(others)), read)
    mask = np.zeros(len(raw), dtype=bool)
    mask[others] = True
    facts = {
        name: pc.replace_with_mask(values, pa.array(mask), slow.facts[name])
        for name, values in clean.facts.items()
    }
    values = pc.replace_with_mask(raw, pa.array(mask), slow.values)
    return ColumnReading(values, facts, {code: others[rows] for code, rows in slow.notes.items()})


def _by_distinct_text(field: Field, raw: pa.Array, read: Callable[[str], Cell]) -> ColumnReading:
    encoded = raw if pa.types.is_dictionary(raw.type) else raw.dictionary_encode()
    cells = [read(text) for text in encoded.dictionary.to_pylist()]
    places = encoded.indices
    values = pa.array([cell.value for cell in cells], field.arrow).take(places)
    facts = {
        name: pa.array([cell.facts[n] for cell in cells], kind).take(places)
        for n, (name, kind) in enumerate(fact_types(field).items())
    }
    return ColumnReading(values, facts, _rows_by_note(cells, places))


def _rows_by_note(cells: list[Cell], places: pa.Array) -> dict[str, Rows]:
    noted: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        for code in cell.notes:
            noted.setdefault(code, []).append(place)
    if not noted:
        return {}
    at = pc.fill_null(places, -1).to_numpy(zero_copy_only=False)
    return {code: np.flatnonzero(np.isin(at, which)) for code, which in noted.items()}


def _true(answers: pa.Array) -> npt.NDArray[np.bool_]:
    """Where the answer is yes; a null is a no."""
    known: npt.NDArray[np.bool_] = pc.fill_null(answers, False).to_numpy(zero_copy_only=False)
    return known
