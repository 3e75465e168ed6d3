"""Links from other pages to the form of a correction and to a person's sightings, for those who may."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from qinkang.accounts.models import Duty, Line

register = template.Library()


@register.simple_tag(takes_context=True)
def correct_link(context: dict[str, Any], kind: str, number: int) -> SafeString | str:
    """Link to the form that corrects a record: `{% correct_link "health_check" 17 %}` on a page of its line."""
    request = context["request"]
    line = Line(request.resolver_match.namespace)
    for duty, name in ((Duty.ENTER, "correct"), (Duty.REVIEW, "review_correct")):
        if request.standing.units(line, duty):
            address = reverse(f"{line}:{name}", args=[f"{line}.{kind}", number])
            return format_html('<a class="button button-small" href="{}">发起更正</a>', address)
    return ""


@register.simple_tag(takes_context=True)
def sightings_link(context: dict[str, Any], person: int) -> SafeString | str:
    """Link to a person's sightings and what can be parted from them."""
    request = context["request"]
    line = Line(request.resolver_match.namespace)
    if not request.standing.units(line, Duty.REVIEW):
        return ""
    return format_html('<a href="{}">核对、拆分来源</a>', reverse(f"{line}:sightings", args=[person]))
