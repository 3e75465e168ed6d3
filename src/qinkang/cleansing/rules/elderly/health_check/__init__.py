"""Rules of the annual check-up of older people, in the order in which they run."""

from qinkang.cleansing.rules.elderly.health_check import vital_signs

__all__ = ["vital_signs"]
