"""Rules of the basic information of older people."""

from qinkang.cleansing.rules.elderly.person import circumstances, contact, history

__all__ = ["circumstances", "contact", "history"]
