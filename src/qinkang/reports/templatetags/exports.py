"""The button that asks for the list of a page as a workbook."""

from typing import Any

from django import template

from qinkang.accounts.models import Duty
from qinkang.reports.exports import offered

register = template.Library()


@register.inclusion_tag("reports/parts/ask.html", takes_context=True)
def export(context: dict[str, Any], name: str) -> dict[str, Any]:
    """Show the button to whoever may export this list of the page's line: `{% export "findings" %}`.

    For others, and for a list that nobody offers, nothing.
    """
    request = context.get("request")
    match = request.resolver_match if request else None
    offer = offered(f"{match.namespace}.{name}") if match else None
    may = bool(request and offer and request.standing.units(offer.line, Duty.EXPORT))
    return {
        "may": may,
        "name": offer.name if offer else "",
        "page": request.get_full_path() if may else "",
        "csrf_token": context.get("csrf_token"),
    }
