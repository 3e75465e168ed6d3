"""The tables of `measures`."""

from qinkang.measures.models.target import Target

__all__ = ["Target"]
