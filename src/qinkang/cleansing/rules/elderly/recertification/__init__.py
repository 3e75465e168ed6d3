"""Rules of the yearly survival check."""

from qinkang.cleansing.rules.elderly.recertification import cycle, outcome

__all__ = ["cycle", "outcome"]
