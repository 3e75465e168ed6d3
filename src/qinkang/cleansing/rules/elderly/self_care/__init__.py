"""Rules of the self-care assessment. Repairs run in the order in which they are declared."""

from qinkang.cleansing.rules.elderly.self_care import dates, scores

__all__ = ["dates", "scores"]
