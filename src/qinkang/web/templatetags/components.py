"""The small parts that pages are made of; shown together on 设计样例."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

NONE = "—"
NO_DENOMINATOR = "无分母"


@register.filter
def number(value: Any) -> str:
    """Write a whole number with its thousands parted; nothing known is a dash."""
    return NONE if value is None else f"{value:,}"


@register.filter
def rate(value: Any) -> str:
    """Write a rate in per cent with one decimal; without a denominator there is none."""
    return NO_DENOMINATOR if value is None else f"{value:.1f}%"


@register.simple_tag
def state(word: str, tone: str = "") -> SafeString:
    """Say a state: good, bad, wait, unclear, or nothing in particular. Always a word, never colour alone."""
    return format_html('<span class="state{}">{}</span>', f" state-{tone}" if tone else "", word)


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, unit: str = "") -> dict[str, Any]:
    """Show a form field: label above, 必填 said, unit inside, help and findings below."""
    described = [f"{bound.auto_id}-help"] if bound.help_text else []
    described += [f"{bound.auto_id}-finding"] if bound.errors else []
    widget = bound.field.widget
    many = getattr(widget, "allow_multiple_selected", False) and widget.input_type == "checkbox"  # type: ignore[attr-defined]
    attributes = {"class": f"input {widget.attrs.get('class', '')}".strip()}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {
        "field": bound,
        "unit": unit,
        "many": many,
        "chosen": bound.value() or [],
        "drawn": "" if many else bound.as_widget(attrs=attributes),
    }


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: dict[str, Any], page: Page, unit: str = "条") -> dict[str, Any]:
    """Say how many there are, and lead to the other pages, keeping the filters of the address."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    query.pop("page", None)
    return {"page": page, "unit": unit, "query": f"&{query.urlencode()}" if query else ""}


@register.inclusion_tag("components/empty.html")
def empty(title: str, says: str = "") -> dict[str, str]:
    """Say why there is nothing here, and what to do."""
    return {"title": title, "says": says}


@register.inclusion_tag("components/against_target.html")
def against_target(value: float, target: float) -> dict[str, float]:
    """Draw a rate in per cent as a bar, with a tick at its target."""
    return {"value": max(0.0, min(100.0, value)), "target": max(0.0, min(100.0, target))}
