"""Which reader a field has."""

from __future__ import annotations

from collections.abc import Callable

from qinkang.cleansing.reading import identity
from qinkang.cleansing.reading.area import area_reader
from qinkang.cleansing.reading.cell import Cell
from qinkang.cleansing.reading.choice import choice_reader, choices_reader
from qinkang.cleansing.reading.day import read_day, read_month
from qinkang.cleansing.reading.number import number_reader
from qinkang.cleansing.reading.text import text_reader
from qinkang.cleansing.rulebook import Rulebook
from qinkang.standards.field import (
    AreaCode,
    Choice,
    Choices,
    CreditCode,
    Day,
    DocumentNumber,
    Field,
    Month,
    Number,
    PersonName,
    Telephone,
    Text,
)
from qinkang.standards.mistakes import DeclarationMistake


def reader_of(field: Field, book: Rulebook) -> Callable[[str], Cell]:
    """The function that reads one cell of this field under these decisions."""
    match field:
        case Number():
            return number_reader(field)
        case Day():
            return read_day
        case Month():
            return read_month
        case Choice():
            return choice_reader(book.codes(field.codes))
        case Choices():
            return choices_reader(book.codes(field.codes))
        case AreaCode():
            return area_reader(book.areas)
        case DocumentNumber():
            return lambda text: identity.read_document_number(text, book.received_on)
        case PersonName():
            return identity.read_name
        case Telephone():
            return identity.read_phone
        case CreditCode():
            return identity.read_credit_code
        case Text():
            return text_reader(field)
    raise DeclarationMistake(f"字段“{field.title}”属于没有读法的种类 {type(field).__name__}")
