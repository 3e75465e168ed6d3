"""上传数据: a file comes in piece by piece, is tried without a record, and is then taken in or left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import needs
from qinkang.intake.actions.uploads import begin, commit, discard, receive_piece
from qinkang.intake.models import Contract, Upload
from qinkang.intake.pages.arriving import Arriving
from qinkang.intake.presenters.uploads import PLAIN, UploadFormPage, UploadPage, contracts_of
from qinkang.intake.presenters.wording import size
from qinkang.intake.uploading import PIECE, UploadMistake, there

LONGEST_NAME = 200


class BeginForm(forms.Form):
    """What is uploaded: for which contract, live or history."""

    contract = forms.IntegerField()
    kind = forms.ChoiceField(choices=[("live", "实时报送"), ("history", "历史补录")])


class PiecesForm(BeginForm):
    """The same with what a script knows of the file."""

    name = forms.CharField(max_length=LONGEST_NAME)
    size = forms.IntegerField(min_value=0)


def pages(line: Line) -> list[URLPattern]:
    """Return the addresses of one line's uploads."""

    def contract_of(request: Any, form: BeginForm) -> Contract:
        """The contract that was chosen, if it is one of this person's senders."""
        if form.is_valid():
            offered = contracts_of(line, request.acting.scope.units)
            chosen = next((one for one in offered if one.pk == form.cleaned_data["contract"]), None)
            if chosen:
                return chosen
        raise UploadMistake("请选择报送系统和数据集，并选择实时报送或历史补录。")

    def upload_of(request: Any, number: int) -> Upload:
        found = Upload.objects.select_related("sender")
        return get_object_or_404(found, pk=number, dataset__startswith=f"{line}.")

    def shown(request: Any, status: int = 200) -> HttpResponse:
        page = UploadFormPage(line, request.acting.scope.units, request.acting.actor)
        return render(request, "intake/upload.html", {"page": page, "line": line}, status=status)

    @csrf_protect
    def received(request: Any, arriving: Arriving) -> HttpResponse:
        """A form that was sent whole, without a script. Reading it seals the file."""
        form = BeginForm(request.POST)
        try:
            if arriving.too_large:
                raise UploadMistake(f"浏览器停用脚本时，一次最多上传 {size(PLAIN)}。请启用脚本后再上传。")
            if "file" not in request.FILES:
                raise UploadMistake("请选择要上传的文件。")
            sent = request.FILES["file"]
            begun = begin(
                contract_of(request, form), _plain_name(sent.name), sent.size,
                live=form.cleaned_data["kind"] == "live", place=arriving.place, by=request.acting,
            )  # fmt: skip
        except UploadMistake as mistake:
            arriving.forget()
            messages.error(request, str(mistake))
            return shown(request, 400)
        return redirect(f"{line}:uploaded", begun.pk)

    @needs(line, Duty.ENTER, title="上传数据")
    @csrf_exempt  # asked for in `received`: before it, nobody may read what was sent
    @require_http_methods(["GET", "POST"])
    def upload(request: Any) -> HttpResponse:
        """Show the form, or receive it whole."""
        if request.method == "GET":
            return shown(request)
        arriving = Arriving(request)
        request.upload_handlers = [arriving]
        return received(request, arriving)

    @needs(line, Duty.ENTER, title="开始上传")
    @require_POST
    def upload_begin(request: Any) -> HttpResponse:
        """Begin an upload, or go on with it; say which pieces are there."""
        form = PiecesForm(request.POST)

        def begun() -> dict[str, Any]:
            contract = contract_of(request, form)
            given = form.cleaned_data
            one = begin(
                contract, _plain_name(given["name"]), given["size"], live=given["kind"] == "live",
                by=request.acting,
            )  # fmt: skip
            return {
                "page": reverse(f"{line}:uploaded", args=[one.pk]),
                "pieces": reverse(f"{line}:upload_piece", args=[one.pk, 0]).removesuffix("0/"),
                "size": PIECE,
                "there": there(one),
            }

        return _answered(begun)

    @needs(line, Duty.ENTER, title="接收一段文件")
    @require_http_methods(["PUT"])
    def upload_piece(request: Any, number: int, piece: int) -> HttpResponse:
        """Receive one piece; a piece that comes twice is the same piece."""
        return _answered(
            lambda: {
                "missing": receive_piece(upload_of(request, number), piece, request.body, by=request.acting)
            }
        )

    @needs(line, Duty.ENTER, title="上传的文件")
    @require_http_methods(["GET", "POST"])
    def uploaded(request: Any, number: int) -> HttpResponse:
        """Show one upload and what would happen, or take it in or leave it."""
        one = upload_of(request, number)
        if request.method == "GET":
            return render(request, "intake/uploaded.html", {"page": UploadPage(line, one), "line": line})
        try:
            if request.POST.get("do") == "discard":
                discard(one, by=request.acting)
                messages.success(request, f"已放弃 {one.file_name}，没有写入任何记录。")
                return redirect(f"{line}:upload")
            landed = commit(one, by=request.acting)
        except UploadMistake as mistake:
            messages.error(request, str(mistake))
            return redirect(f"{line}:uploaded", number)
        if landed.again:
            messages.error(
                request, f"这个文件与批次 {landed.batch.pk} 完全相同，没有重复入库，以下是那个批次。"
            )
        return redirect(f"{line}:batch", landed.batch.pk)

    @needs(line, Duty.ENTER, title="试校验的进度", background=True)
    @require_GET
    def upload_state(request: Any, number: int) -> HttpResponse:
        """Show how far an upload is: a part that asks again until it was tried."""
        page = UploadPage(line, upload_of(request, number))
        return render(request, "intake/parts/uploaded.html", {"page": page, "line": line})

    return [
        path("upload/", upload, name="upload"),
        path("upload/begin/", upload_begin, name="upload_begin"),
        path("upload/<int:number>/", uploaded, name="uploaded"),
        path("upload/<int:number>/state/", upload_state, name="upload_state"),
        path("upload/<int:number>/pieces/<int:piece>/", upload_piece, name="upload_piece"),
    ]


def _answered(act: Callable[[], dict[str, Any]]) -> JsonResponse:
    """Answer a script: what was done, or what somebody must do, in words."""
    try:
        return JsonResponse(act())
    except UploadMistake as mistake:
        return JsonResponse({"says": str(mistake)}, status=400)


def _plain_name(name: str) -> str:
    """A file's name without folders or what no name may hold."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(one for one in last if one.isprintable())[:LONGEST_NAME] or "未命名"
