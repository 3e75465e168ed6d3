"""The tables of `reports`."""

from qinkang.reports.models.export import Export, State

__all__ = ["Export", "State"]
