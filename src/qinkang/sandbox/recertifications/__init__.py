"""The yearly survival checks of the invented people: true, before any sender spoils them."""

from qinkang.sandbox.recertifications.recertification import corrected, drawn

__all__ = ["corrected", "drawn"]
