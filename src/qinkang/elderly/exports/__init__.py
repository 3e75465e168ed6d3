"""Lists and tables of elderly health as workbooks: each the same question as its page's."""

from qinkang.elderly.exports.cases import offer_cases
from qinkang.elderly.exports.ranking import offer_ranking
from qinkang.elderly.exports.targets import offer_targets


def offer_elderly() -> None:
    """Offer the lists behind a figure, the ranked table of an overview, and the yearly targets."""
    offer_cases()
    offer_ranking()
    offer_targets()
