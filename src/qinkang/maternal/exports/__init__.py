"""Lists of the stock as workbooks: each the same question as its page's."""


def offer_stock() -> None:
    """Offer the lists."""
