"""Ranges of sheets as the database writes them: `int8range` of ordinals, the end excluded."""

from __future__ import annotations

from typing import Any

from psycopg.types.range import Range

from qinkang.kernel.certificate_number import EACH_LETTER, Span

LETTERS_END = 26 * EACH_LETTER


def stored(span: Span) -> Range[int]:
    """Return a range as it is stored."""
    return Range(span.first, span.last + 1, "[)")


def plain(stored: Any) -> Span:
    """Return a stored range."""
    return Span(stored.lower, stored.upper - 1)
