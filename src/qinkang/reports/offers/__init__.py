"""Lists of the stages below that every line offers in the same way.

offer_lists(Line.ELDERLY)
"""

from qinkang.accounts.models import Line
from qinkang.reports.offers import batches, findings


def offer_lists(line: Line) -> None:
    """Offer a line's batches and findings."""
    batches.offer_for(line)
    findings.offer_for(line)
