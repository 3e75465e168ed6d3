"""Rules of the living arrangement."""

from qinkang.cleansing.rules.elderly.living import household

__all__ = ["household"]
