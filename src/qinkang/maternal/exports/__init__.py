"""Lists of the stock as workbooks: each the same question as its page's."""

from qinkang.maternal.exports.lists import offer_gaps, offer_movements, offer_ranges
from qinkang.maternal.exports.year import offer_year


def offer_stock() -> None:
    """Offer the ranges, the sheets passed over, the movements, and the yearly form."""
    offer_ranges()
    offer_gaps()
    offer_movements()
    offer_year()
