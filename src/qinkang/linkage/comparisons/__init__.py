"""The comparisons: one noun each, with its levels in order from the strongest to the weakest.

`plain` compares two identities, `columns` many pairs at once; property tests hold them together.
"""

from qinkang.linkage.comparisons import birth_date, name, number, phone, residence, sex
from qinkang.linkage.comparisons.comparison import Comparison

COMPARISONS = (
    number.COMPARISON,
    name.COMPARISON,
    birth_date.COMPARISON,
    sex.COMPARISON,
    phone.COMPARISON,
    residence.COMPARISON,
)

__all__ = ["COMPARISONS", "Comparison"]
