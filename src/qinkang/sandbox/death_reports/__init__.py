"""Reports of the deaths among the invented people, by each source: true, before any sender spoils them."""

from qinkang.sandbox.death_reports.report import corrected, drawn

__all__ = ["corrected", "drawn"]
