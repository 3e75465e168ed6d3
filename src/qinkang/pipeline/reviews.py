"""Putting before people what waits for their judgement: doubtful pairs, contradictions, disputed re-sendings."""

from __future__ import annotations

from collections import Counter

from django.urls import NoReverseMatch, reverse

from qinkang.accounts import to_dos
from qinkang.accounts.models import Duty, Line, ToDo
from qinkang.accounts.scope import deed
from qinkang.accounts.units import UnitTree, unit_tree
from qinkang.pipeline.everywhere import everywhere
from qinkang.records.actions.correcting import TO_DO, file_to_do
from qinkang.records.models import Correction
from qinkang.records.models.correction import CorrectionState, Kind
from qinkang.records.reviewing import open_conflicts, open_pairs, waiting_by_unit
from qinkang.records.waiting import units_holding

TITLES = {"pairs": "疑似同一人待核", "conflicts": "同一证件号码信息矛盾待核"}
"""Name of the page to the title of the to-do."""


def file_reviews() -> None:
    """Bring the to-dos of reviewers up to date, in every line that has the pages."""
    with deed(everywhere("job:reviews", "登记待核事项")):
        tree = unit_tree()
        questions = {"pairs": open_pairs(), "conflicts": open_conflicts()}
        for line in filter(_has_pages, Line):
            held = units_holding(line, Duty.REVIEW)
            for page, waiting in questions.items():
                _file(line, page, waiting_by_unit(waiting, held, tree), tree)
        _file_resent()


def _has_pages(line: Line) -> bool:
    try:
        return bool(reverse(f"{line}:pairs"))
    except NoReverseMatch:
        return False


def _file(line: Line, page: str, counted: Counter[int], tree: UnitTree) -> None:
    """File one to-do for each unit, and close those with nothing left; it opens just what it counts."""
    kind, at = f"{page}_to_review", reverse(f"{line}:{page}")
    for unit, many in counted.items():
        to_dos.file(
            kind, f"{line}:{unit}", title=TITLES[page], more=tree.name(unit), link=f"{at}?unit={unit}",
            count=many, line=line, unit=unit, duty=Duty.REVIEW,
        )  # fmt: skip
    for unit in ToDo.objects.filter(kind=kind, line=line, settled_at=None).values_list("unit", flat=True):
        if unit not in counted:
            to_dos.settle(kind, f"{line}:{unit}")


def _file_resent() -> None:
    """What senders sent again of records that were corrected here waits for a decision like a request."""
    filed = ToDo.objects.filter(kind=TO_DO, settled_at=None).values_list("subject", flat=True)
    asked = Correction.objects.filter(kind=Kind.RESENT, state=CorrectionState.ASKED).exclude(
        pk__in=[int(one) for one in filed]
    )
    for one in asked:
        file_to_do(one)
