"""允许字冠: the list, and changing it; only the province does."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import need_of, needs
from qinkang.accounts.units import unit_tree
from qinkang.maternal import actions
from qinkang.maternal.forms import LetterForm
from qinkang.maternal.mistakes import StockMistake
from qinkang.maternal.models import Letter
from qinkang.maternal.presenters.letters import LettersPage


@needs(Line.MATERNAL, Duty.VIEW, title="允许字冠")
@require_GET
def letters(request: Any) -> HttpResponse:
    """Show which letters may be used, and when."""
    units = request.standing.units(Line.MATERNAL, Duty.REVIEW)
    may = request.standing.may(need_of(change)) and any(map(unit_tree().is_province, units))
    return render(request, "maternal/letters.html", {"page": LettersPage(request.today), "may": may})


@needs(Line.MATERNAL, Duty.REVIEW, title="修订允许字冠")
@require_http_methods(["GET", "POST"])
def change(request: Any) -> HttpResponse:
    """Say on which days a letter may be used; what was said before is kept."""
    if not any(map(unit_tree().is_province, request.acting.scope.units)):
        raise PermissionDenied
    form = LetterForm(request.POST or None, initial=_held(request.GET.get("letter", "")))
    if form.is_valid():
        try:
            actions.set_letter(**form.cleaned_data, by=request.acting)
        except StockMistake as mistake:
            form.add_error(None, str(mistake))
        else:
            messages.success(request, f"字冠 {form.cleaned_data['letter']} 已修订，原来的规定留有记录。")
            return redirect("maternal:letters")
    shown = {"form": form}
    return render(request, "maternal/letter.html", shown, status=400 if form.errors else 200)


def _held(letter: str) -> dict[str, Any]:
    one = Letter.objects.filter(letter=letter[:1], known_until=None).order_by("-valid_from").first()
    if one is None:
        return {"letter": letter[:1]}
    names = ("letter", "printed_year", "edition", "valid_from", "valid_until")
    return {name: getattr(one, name) for name in names}
