"""Pages of delivery, made for a line; each business app mounts them in its own addresses.

    urlpatterns += delivery_pages(Line.ELDERLY)

The namespace they are mounted under is the line's word: `elderly:deliveries`.
"""

from django.urls import URLPattern

from qinkang.accounts.models import Line
from qinkang.exchange.pages import deliveries, delivery, files, repushing


def delivery_pages(line: Line) -> list[URLPattern]:
    """Return the addresses of one line's pages."""
    return [*deliveries.pages(line), *repushing.pages(line), *delivery.pages(line), *files.pages(line)]
