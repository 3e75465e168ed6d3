"""上报文件: asked for, taken once, results brought back, dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import needs
from qinkang.exchange import connectors
from qinkang.exchange.manual.files import FileMistake, ask_for_file, drop, take
from qinkang.exchange.manual.results import bring_answer
from qinkang.exchange.models import ManualFile
from qinkang.exchange.presenters.files import FilesPage
from qinkang.exchange.presenters.wording import count, title_of

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 20 << 20  # bytes of a result file


class AnswerForm(forms.Form):
    """A result file."""

    answer = forms.FileField()


def pages(line: Line) -> list[URLPattern]:
    """Return the addresses of one line's files."""

    @needs(line, Duty.VIEW, title="上报文件")
    @require_GET
    def files(request: Any, target: str) -> HttpResponse:
        """Show the files of one receiver and what became of them."""
        if target not in connectors.codes() or not connectors.by_hand(target):
            raise Http404
        standing = request.standing
        page = FilesPage(
            line, target, request.GET.get("page"),
            may_make=bool(standing.units(line, Duty.REVIEW)), may_take=bool(standing.units(line, Duty.EXPORT)),
        )  # fmt: skip
        return render(request, "exchange/files.html", {"page": page})

    @needs(line, Duty.REVIEW, title="生成上报文件")
    @require_POST
    def make(request: Any, target: str) -> HttpResponse:
        """Ask for a file of one data set."""
        dataset = request.POST.get("dataset", "")
        if not dataset.startswith(f"{line}."):
            raise Http404
        done = _tried(request, lambda: ask_for_file(target, dataset, by=request.acting))
        if done:
            messages.success(request, f"正在生成“{title_of(dataset)}”上报文件，生成后在下面下载。")
        return redirect(f"{line}:files", target)

    @needs(line, Duty.EXPORT, title="下载上报文件")
    @require_POST
    @sensitive_variables()
    def taken(request: Any, number: int) -> HttpResponse:
        """Give the file away, once."""
        file = _file(line, number)
        found = _tried(request, lambda: take(number, by=request.acting))
        if not found:
            return redirect(f"{line}:files", file.target)
        name = f"{title_of(file.dataset)}-上报文件{number}.xlsx"
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "Cache-Control": "no-store",
        }  # fmt: skip
        return HttpResponse(found[1], content_type=WORKBOOK, headers=headers)

    @needs(line, Duty.REVIEW, title="上传上报结果文件")
    @require_POST
    def answer(request: Any, number: int) -> HttpResponse:
        """Take a result file; the job reads it."""
        file = _file(line, number)
        given = AnswerForm(request.POST, request.FILES)
        if not given.is_valid():
            messages.error(request, "没有上传：请选择对方返回的结果文件。")
        elif given.cleaned_data["answer"].size > LARGEST:
            messages.error(request, "没有上传：结果文件不应超过 20 MB，请检查是否选错了文件。")
        else:
            brought = given.cleaned_data["answer"]
            if _tried(request, lambda: bring_answer(number, brought, brought.name, by=request.acting)):
                messages.success(request, "已收到结果文件，读取后在下面显示结果。")
        return redirect(f"{line}:files", file.target)

    @needs(line, Duty.REVIEW, title="作废上报文件")
    @require_POST
    def dropped(request: Any, number: int) -> HttpResponse:
        """Declare that it was not uploaded."""
        file = _file(line, number)
        many = _tried(
            request, lambda: (drop(number, by=request.acting, because=request.POST.get("because", "")),)
        )
        if many:
            messages.success(request, f"已作废；{count(many[0])} 条回到待发送。")
        return redirect(f"{line}:files", file.target)

    return [
        path("deliveries/files/<slug:target>/", files, name="files"),
        path("deliveries/files/<slug:target>/make/", make, name="make_file"),
        path("deliveries/file/<int:number>/take/", taken, name="take_file"),
        path("deliveries/file/<int:number>/answer/", answer, name="answer_file"),
        path("deliveries/file/<int:number>/drop/", dropped, name="drop_file"),
    ]


def _file(line: Line, number: int) -> ManualFile:
    found = ManualFile.objects.filter(pk=number, dataset__startswith=f"{line}.").first()
    if found is None:
        raise Http404
    return found


def _tried(request: Any, deed: Callable[[], Any]) -> Any:
    """Do something; where it cannot be done, say why and return None."""
    try:
        return deed()
    except FileMistake as mistake:
        messages.error(request, str(mistake))
        return None
