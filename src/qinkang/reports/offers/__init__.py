"""Lists of the stages below that every line offers in the same way.

offer_lists(Line.ELDERLY)
"""

from qinkang.accounts.models import Line
from qinkang.reports.offers import (
    batches,
    corrections,
    decisions,
    deliveries,
    findings,
    missing,
    questions,
    receipts,
    senders,
)

OFFERS = (batches, receipts, findings, missing, senders, corrections, questions, decisions, deliveries)


def offer_lists(line: Line) -> None:
    """Offer a line's lists of receiving, correcting, comparing and delivering."""
    for one in OFFERS:
        one.offer_for(line)
