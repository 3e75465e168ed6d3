"""The basic information of the invented people: true, complete, before any sender spoils it."""

from qinkang.sandbox.basic_information.record import corrected, drawn

__all__ = ["corrected", "drawn"]
