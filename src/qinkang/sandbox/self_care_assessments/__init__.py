"""The self-care assessments of the invented people: true, before any sender spoils them."""

from qinkang.sandbox.self_care_assessments.assessment import corrected, drawn

__all__ = ["corrected", "drawn"]
