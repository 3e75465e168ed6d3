"""Uploading: begun, its pieces received, tried, and then taken in or discarded."""

from __future__ import annotations

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.intake.landing import Arrival, Landed, adopt, seen_by
from qinkang.intake.models import Contract, Upload, UploadState
from qinkang.intake.uploading import (
    LARGEST,
    UploadMistake,
    forget,
    keep_piece,
    new_place,
    pieces_of,
    refuse_wrong_piece,
    there,
    whole_of,
)
from qinkang.intake.waking import TAKE_IN, TRY_UPLOADS, wake
from qinkang.kernel import clock


def begin(
    contract: Contract, file_name: str, size: int, *, live: bool, place: str | None = None, by: Acting
) -> Upload:
    """Begin an upload, or go on with one of the same file by the same person that was broken off.

    Args:
        contract: the sender and data set it is for.
        file_name: as the browser says, without folders.
        size: bytes.
        live: false for history.
        place: folder whose pieces are there already, of a form sent whole.
        by: who uploads.

    Raises:
        UploadMistake: an empty file, one too large, or a sender that sends no more.
    """
    if size <= 0:
        raise UploadMistake("文件是空的（0 字节）。请检查是否导出成功，或是否选错了文件。")
    if size > LARGEST:
        raise UploadMistake(f"文件超过 {LARGEST >> 30} GB，请按月份或机构分成几个文件上传。")
    if not (contract.active and contract.sender.active):
        raise UploadMistake("这个报送系统或数据集已停用，不能上传。请联系审核人员启用。")
    with deed(by):
        same = Upload.objects.filter(
            sender=contract.sender, dataset=contract.dataset, file_name=file_name, size=size, live=live,
            began_by=by.actor, state=UploadState.ARRIVING,
        ).order_by("-id").first()  # fmt: skip
        if same and place is None:
            return same
        upload = Upload.objects.create(
            sender=contract.sender,
            dataset=contract.dataset,
            file_name=file_name,
            size=size,
            live=live,
            place=place or new_place(),
            began_at=clock.now(),
            began_by=by.actor,
            changed_at=clock.now(),
            scope=seen_by(contract.sender, clock.now()),
        )
        audit("begin_upload", "intake_upload", upload.pk)
        if place is not None:
            _arrived(upload)
    return upload


def receive_piece(upload: Upload, number: int, content: bytes, *, by: Acting) -> int:
    """Keep one piece; return how many are missing. With the last one the file waits to be tried.

    Raises:
        UploadMistake: the piece is none of this file's, or the upload waits for none.
    """
    if upload.state != UploadState.ARRIVING:
        raise UploadMistake("这个文件已经上传完，不再接收。请刷新页面。")
    refuse_wrong_piece(upload, number, len(content))
    keep_piece(upload.place, number, content)
    missing = pieces_of(upload.size) - len(there(upload))
    if not missing:
        with deed(by):
            _arrived(upload)
    return missing


def commit(upload: Upload, *, by: Acting) -> Landed:
    """Take a file in that was tried: it becomes a batch, and the flow stores it.

    Raises:
        UploadMistake: it was not tried, or its columns must be confirmed first.
    """
    with deed(by):
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        if upload.state != UploadState.TRIED:
            raise UploadMistake("这个文件现在不能提交入库，请刷新页面查看状态。")
        if upload.trial is None or not _confirmed(upload):
            raise UploadMistake("请先确认列对照，再提交入库。")
        arrival = Arrival(
            upload.sender, upload.dataset, upload.file_name, clock.now(), upload.live, upload.trial["rows"]
        )
        landed = adopt(whole_of(upload), bytes(upload.digest), arrival, by=by)
        upload.state, upload.batch, upload.changed_at = UploadState.COMMITTED, landed.batch, clock.now()
        upload.save(update_fields=["state", "batch", "changed_at"])
        audit("commit_upload", "intake_upload", upload.pk)
        wake(TAKE_IN)
    forget(upload)
    return landed


def discard(upload: Upload, *, by: Acting) -> None:
    """Leave a file: nothing of it stays but that it was there.

    Raises:
        UploadMistake: it is a batch already, or is being tried.
    """
    if upload.state == UploadState.ARRIVED:
        raise UploadMistake("正在试校验，请等结果出来再放弃。")
    with deed(by):
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        if upload.state == UploadState.COMMITTED:
            raise UploadMistake("这个文件已提交入库，不能放弃；如需撤销，请在批次页申请撤回。")
        upload.state, upload.trial, upload.proposal = UploadState.DISCARDED, None, None
        upload.changed_at = clock.now()
        upload.save(update_fields=["state", "trial", "proposal", "changed_at"])
        audit("discard_upload", "intake_upload", upload.pk)
    forget(upload)


def _arrived(upload: Upload) -> None:
    arrived = Upload.objects.filter(pk=upload.pk, state=UploadState.ARRIVING)
    if arrived.update(state=UploadState.ARRIVED, changed_at=clock.now()):
        audit("upload_arrived", "intake_upload", upload.pk)
        wake(TRY_UPLOADS)


def _confirmed(upload: Upload) -> bool:
    contract = Contract.objects.filter(sender=upload.sender, dataset=upload.dataset).first()
    return contract is not None and contract.columns is not None
