"""Finding a person. What is searched for is sent in a form: it stands in no address, log or audit row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import needs
from qinkang.elderly.presenters.finding import FoundPart
from qinkang.elderly.questions.people import MOST, WHILE, TooMany, find
from qinkang.elderly.reach import Reach
from qinkang.kernel import citizen_id, person_name, phone

KINDS = {"number": "证件号码", "phone": "手机或固定电话", "record": "体检编号", "name": "姓名"}


class FindForm(forms.Form):
    """What to look for: one exact value."""

    kind = forms.ChoiceField(label="按什么查", choices=list(KINDS.items()))
    text = forms.CharField(label="查什么", max_length=64, widget=forms.TextInput({"autocomplete": "off"}))
    year = forms.IntegerField(label="出生年", min_value=1890, max_value=2020, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be a number, a telephone or a name, so that nothing is looked up in vain."""
        given: dict[str, Any] = super().clean() or {}
        text, kind = given.get("text", ""), given.get("kind")
        if (
            kind == "number"
            and len(text.strip()) in (15, 18)
            and not citizen_id.read(text, on=self.today).number
        ):
            self.add_error("text", "证件号码不正确，请核对。")
        if kind == "phone" and phone.read(text).problem:
            self.add_error("text", "电话号码不正确。手机为11位；固定电话请带区号，例如 0917-1234567。")
        if kind == "name" and person_name.read(text).problem:
            self.add_error("text", "请输入完整姓名；不支持只输入姓或其中几个字。")
        return given

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)


@needs(Line.ELDERLY, Duty.VIEW, title="人员查询")
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def finding(request: Any) -> HttpResponse:
    """Ask whom to look for, and show who was found."""
    form = FindForm(request.POST or None, today=request.today)
    shown: dict[str, Any] = {"form": form, "kinds": KINDS, "most": MOST, "minutes": WHILE.seconds // 60}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            persons = find(given["kind"], given["text"], given["year"])
            shown["found"] = FoundPart(persons, Reach.of(request.acting.scope, request.today))
        except TooMany:
            shown["refused"] = (
                f"{WHILE.seconds // 60}分钟内最多查询{MOST}次，请稍后再查。本次已记入审计记录。"
            )
    part = request.headers.get("HX-Request")
    return render(request, "elderly/found.html" if part else "elderly/find.html", shown)
