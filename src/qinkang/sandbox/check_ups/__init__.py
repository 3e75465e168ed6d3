"""The annual check-ups of the invented people: true, complete, before any sender spoils them."""

from qinkang.sandbox.check_ups.check_up import corrected, drawn

__all__ = ["corrected", "drawn"]
