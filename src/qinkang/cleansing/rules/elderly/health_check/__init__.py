"""Rules of the annual check-up of older people. Repairs run in the order in which they are declared."""

from qinkang.cleansing.rules.elderly.health_check import (
    blood_pressure,
    body,
    dates,
    examination,
    laboratory,
    lifestyle,
    outcome,
    screens,
)

__all__ = [
    "blood_pressure",
    "body",
    "dates",
    "examination",
    "laboratory",
    "lifestyle",
    "outcome",
    "screens",
]
