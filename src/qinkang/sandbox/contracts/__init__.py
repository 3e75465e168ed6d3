"""The contracts of the invented people with family doctors: true, before any sender spoils them."""

from qinkang.sandbox.contracts.contract import corrected, drawn

__all__ = ["corrected", "drawn"]
