"""Taking the register in from a workbook: what is right goes in, the rest is told row by row."""

from dataclasses import dataclass, field
from pathlib import Path

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.registry.workbooks.attached import take_former_names, take_qualifications
from qinkang.registry.workbooks.institutions import take_mergers, take_organisations
from qinkang.registry.workbooks.layout import FORMER_NAMES, ORGANISATIONS, QUALIFICATIONS
from qinkang.registry.workbooks.sheet import RowProblem, sheets_of


@dataclass
class Outcome:
    """What became of the workbook's rows.

    Attributes:
        added, changed, renamed, merged, unchanged: institutions.
        former_names, qualifications: rows added or changed on the other sheets.
        problems: what is wrong, by sheet and row; those rows were left out.
    """

    added: int = 0
    changed: int = 0
    renamed: int = 0
    merged: int = 0
    unchanged: int = 0
    former_names: int = 0
    qualifications: int = 0
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def written(self) -> int:
        """How many rows changed the register."""
        return (
            self.added + self.changed + self.renamed + self.merged + self.former_names + self.qualifications
        )

    def __str__(self) -> str:
        return (
            f"新增{self.added}家，变更{self.changed}家，更名{self.renamed}家，并入{self.merged}家，"
            f"无变化{self.unchanged}家；曾用名{self.former_names}条，资质{self.qualifications}条；"
            f"有问题{len({(one.sheet, one.row) for one in self.problems})}行未导入。"
        )


def organisations_from_workbook(source: Path | bytes, *, by: Acting) -> Outcome:
    """Take institutions, former names and qualifications in, in one transaction with its audit row.

    Nothing is deleted: an institution that is not in the workbook stays as it is. A new name comes with
    the day from which it is borne, and the old one becomes a former name.

    Raises:
        WorkbookMistake: the workbook as a whole cannot be used; nothing was changed.
    """
    sheets = sheets_of(source)
    outcome = Outcome()
    with deed(by):
        rows = sheets[ORGANISATIONS]
        kept = take_organisations(rows, outcome)
        outcome.merged = take_mergers(kept)
        outcome.former_names = take_former_names(sheets.get(FORMER_NAMES, []))
        outcome.qualifications = take_qualifications(sheets.get(QUALIFICATIONS, []))
        outcome.problems = [problem for sheet in sheets.values() for row in sheet for problem in row.problems]
        audit("import_organisations", "registry_organisation", "workbook", rows=outcome.written)
    return outcome
