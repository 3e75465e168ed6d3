"""Defects planted in senders' files, each labelled with the rule it breaks, and near misses beside them.

The rule codes are those of the platform's rule book, written here a second time on purpose: what is
planted follows from the form and the standard's clauses, not from the code that has to find it.
"""

from qinkang.sandbox.defects import answers, dates, edges, identity, limits, measures
from qinkang.sandbox.defects.defect import DEFECTS, NEAR_MISSES, Defect, Effect, Label, Row
from qinkang.sandbox.defects.planting import plant

BY_SUBJECT = (identity, dates, measures, limits, answers, edges)
"""The modules that declare them; importing them is what fills the two lists."""

__all__ = ["BY_SUBJECT", "DEFECTS", "NEAR_MISSES", "Defect", "Effect", "Label", "Row", "plant"]
