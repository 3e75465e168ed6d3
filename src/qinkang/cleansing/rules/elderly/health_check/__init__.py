"""Rules of the annual check-up of older people. Repairs run in the order in which they are declared."""

from qinkang.cleansing.rules.elderly.health_check import (
    area,
    blood_pressure,
    body,
    choices,
    dates,
    document_number,
    examination,
    identity,
    laboratory,
    lifestyle,
    outcome,
    screens,
)

__all__ = [
    "area",
    "blood_pressure",
    "body",
    "choices",
    "dates",
    "document_number",
    "examination",
    "identity",
    "laboratory",
    "lifestyle",
    "outcome",
    "screens",
]
