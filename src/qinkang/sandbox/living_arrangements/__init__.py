"""How the invented people live: true, before any sender spoils it."""

from qinkang.sandbox.living_arrangements.arrangement import corrected, drawn

__all__ = ["corrected", "drawn"]
