"""Reading a column gives the answers of reading its cells, for any texts."""

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracle.cleansing.rows import texts

from qinkang.cleansing.reading import Cell, fact_types, read_column, reader_of
from qinkang.cleansing.rulebook import Rulebook
from qinkang.standards.datasets import HealthCheck
from qinkang.standards.field import (
    Address,
    AreaCode,
    Choice,
    Choices,
    CreditCode,
    Day,
    DocumentNumber,
    Month,
    Number,
    PersonName,
    Telephone,
    Text,
)

BOOK = Rulebook.packaged(date(2025, 6, 30))
KINDS = (
    *(Number, Day, Month, Choice, Choices, PersonName, DocumentNumber),
    *(Telephone, CreditCode, AreaCode, Address, Text),
)
FIELDS = [next(HealthCheck.of_kind(kind)) for kind in KINDS] + [
    HealthCheck.columns[name] for name in ("sbp_left", "fpg", "wbc", "symptoms", "murmur", "diet")
]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_a_column_is_read_as_its_cells_are(field):
    facts = fact_types(field)
    read = reader_of(field, BOOK)

    @settings(deadline=None, max_examples=40)
    @given(st.lists(st.none() | texts(field), max_size=12), st.sampled_from([1, 9]), st.booleans())
    def alike(drawn, times, encoded):
        cells = drawn * times
        raw = pa.array(cells, pa.string())
        column = read_column(field, raw.dictionary_encode() if encoded else raw, BOOK)

        one_by_one = [Cell(None, (), (None,) * len(facts)) if t is None else read(t) for t in cells]
        assert column.values.to_pylist() == [cell.value for cell in one_by_one]
        assert column.values.type == field.arrow
        assert {name: values.to_pylist() for name, values in column.facts.items()} == {
            name: [cell.facts[n] for cell in one_by_one] for n, name in enumerate(facts)
        }
        noted = {code: list(rows) for code, rows in column.notes.items() if len(rows)}
        expected: dict[str, list[int]] = {}
        for number, cell in enumerate(one_by_one):
            for code in cell.notes:
                expected.setdefault(code, []).append(number)
        assert noted == expected

    alike()


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_reading_what_was_read_changes_nothing(field):
    """A value written out again is read as itself, without a note."""
    read = reader_of(field, BOOK)

    @settings(deadline=None, max_examples=40)
    @given(texts(field))
    def settled(text):
        value = read(text).value
        if value is None or isinstance(value, float):
            return
        again = read(",".join(value) if isinstance(value, list) else str(value))
        assert again.value == value
        assert set(again.notes) <= {"T-01"}

    settled()
