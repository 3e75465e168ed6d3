"""Rules of the death of an older person."""

from qinkang.cleansing.rules.elderly.death import cause, confirmation, dates

__all__ = ["cause", "confirmation", "dates"]
