"""The button that asks for the list of a page as a workbook."""

from typing import Any

from django import template

from qinkang.accounts.models import Duty
from qinkang.reports.exports import offered

register = template.Library()


@register.inclusion_tag("reports/parts/ask.html", takes_context=True)
def export(context: dict[str, Any], name: str) -> dict[str, Any]:
    """Show the button to whoever may export this list; for others, and for a list not offered, nothing."""
    request = context.get("request")
    offer = offered(name)
    may = bool(request and offer and request.standing.units(offer.line, Duty.EXPORT))
    return {
        "may": may,
        "name": name,
        "page": request.get_full_path() if may else "",
        "csrf_token": context.get("csrf_token"),
    }
