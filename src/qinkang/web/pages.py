"""The shell's own pages: examples of every component, a sign of life, and what is shown when things break."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from qinkang.accounts.needs import for_anyone, for_everybody_signed_in

INVENTED = [
    ("汉中市", 75.3, 629_000, 827_000, "已送达", "good"),
    ("榆林市", 72.8, 256_000, 307_000, "待机构更正", "wait"),
    ("安康市", 72.1, 106_000, 623_000, "已退回", "bad"),
    ("延安市", 64.4, 278_000, 427_000, "结果待核实", "unclear"),
    ("铜川市", None, 1_120, None, "未开始", ""),
]


class ExampleForm(forms.Form):
    """A field of each kind."""

    name = forms.CharField(label="姓名", help_text="与身份证件一致。")
    systolic = forms.IntegerField(label="收缩压", min_value=60, max_value=260)
    kind = forms.ChoiceField(
        label="证件类别", choices=[("01", "居民身份证"), ("02", "居民户口簿")], required=False
    )
    duties = forms.MultipleChoiceField(label="职责", choices=[("a", "查看"), ("b", "审核")], widget=forms.CheckboxSelectMultiple, required=False)  # fmt: skip


@for_everybody_signed_in(title="设计样例")
@require_GET
def examples(request: HttpRequest) -> HttpResponse:
    """Show every component once, with invented figures."""
    form = ExampleForm({"name": "", "systolic": "72"})
    form.add_error("systolic", "收缩压低于舒张压——常见原因是两栏填反——请对照原始记录核对。")
    names = ("name", "rate", "above", "below", "state", "tone")
    rows = [dict(zip(names, row, strict=True)) for row in INVENTED]
    page = Paginator(range(1204), 50).get_page(2)
    return render(request, "web/examples.html", {"form": form, "rows": rows, "page": page})


@for_anyone(title="存活检查", alone=True)
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Say that this process answers. It tells nothing about the data."""
    return HttpResponse("ok", content_type="text/plain")


def broken(request: HttpRequest) -> HttpResponse:
    """Show the page for an error of ours, asking nothing of the database."""
    return HttpResponse(render_to_string("500.html"), status=500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show the page for a form that carries no valid mark of ours."""
    return HttpResponse(render_to_string("csrf.html"), status=403)
