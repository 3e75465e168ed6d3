"""The register of institutions as a workbook, out and in again."""

from qinkang.registry.workbooks.incoming import Outcome, organisations_from_workbook
from qinkang.registry.workbooks.outgoing import organisations_to_workbook
from qinkang.registry.workbooks.sheet import RowProblem, WorkbookMistake

__all__ = [
    "Outcome",
    "RowProblem",
    "WorkbookMistake",
    "organisations_from_workbook",
    "organisations_to_workbook",
]
