"""Values in findings, masked: enough to find the cell again, not enough to know the person."""

from __future__ import annotations

import re

from qinkang.kernel import masking
from qinkang.standards.field import (
    Address,
    CreditCode,
    Day,
    DocumentNumber,
    Field,
    PersonName,
    Telephone,
    Text,
)
from qinkang.standards.privacy import Privacy

_SHORT = 2  # characters of free text that are shown
_LONGEST = 60  # of any value; a cell may hold megabytes
# A telephone or citizen number that stands in a wrong column.
_OF_SOMEBODY = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{15}|\d{17}[\dXxＸ])(?!\d)")


def mask_cell(field: Field, text: str | None) -> str | None:
    """A cell's text as it may be shown to somebody without the right to see identities."""
    match field:
        case PersonName():
            return masking.name(text)
        case DocumentNumber():
            return masking.id_number(text)
        case Telephone():
            return masking.phone(text)
        case Address():
            return masking.address(text)
        case Day() if field.privacy is Privacy.PERSONAL:
            return masking.birth_date(text)
        case Text() if field.privacy is Privacy.PERSONAL:
            return masking.record_number(text)
        case Text() if text and len(text) > _SHORT and field.privacy is not Privacy.OPEN:
            return text[:_SHORT] + masking.HIDDEN
    if text is None:
        return None
    shown = text if isinstance(field, CreditCode) else _OF_SOMEBODY.sub(masking.HIDDEN, text)
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "…"
