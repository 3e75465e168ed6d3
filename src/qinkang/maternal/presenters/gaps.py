"""断号: sheets that were passed over."""

from __future__ import annotations

from qinkang.kernel.certificate_number import Span, at
from qinkang.maternal.presenters.reach import Reach
from qinkang.maternal.questions.sheets import gaps


class GapsPage:
    """The gaps of a unit and those below."""

    def __init__(self, reach: Reach) -> None:
        self.reach = reach
        self.rows = [
            {
                "holder": reach.tree.name(one.holder),
                "first": at(one.first),
                "last": at(one.last),
                "sheets": len(Span(one.first, one.last)),
                "highest": at(one.highest),
            }
            for one in gaps(reach.below)
        ]
        self.sheets = sum(row["sheets"] for row in self.rows)
