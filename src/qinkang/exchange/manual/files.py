"""A file's life: asked for, made, taken once, dropped."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import OperationalError, transaction

from qinkang import home
from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, Scope, acting_as, deed
from qinkang.accounts.units import unit_tree
from qinkang.exchange import connectors, contents, endings, lease
from qinkang.exchange.connector import Announced, Message
from qinkang.exchange.contents import Withheld
from qinkang.exchange.digest import sm3
from qinkang.exchange.lease import Leased
from qinkang.exchange.manual.workbook import sheet_of
from qinkang.exchange.models import FileState, ManualFile, ManualRow
from qinkang.exchange.pauses import Pauses
from qinkang.exchange.waking import wake_delivery
from qinkang.fault import places
from qinkang.intake.landing import make_durable, open_sealed_at, seal_whole
from qinkang.kernel import clock
from qinkang.mistake import Mistake
from qinkang.records.models import Outbox
from qinkang.records.models.outbox import State

KEPT = timedelta(days=30)  # a lease must end some day; no loop watches this one
ACTOR = "job:exchange"

log = logging.getLogger(__name__)


class FileMistake(Mistake):
    """A file that cannot go on like this; says what to do."""


def ask_for_file(target: str, dataset: str, *, by: Acting) -> ManualFile:
    """Ask for a file of what waits for a target; the job makes it. Raises FileMistake for an open one."""
    if not connectors.by_hand(target) or dataset not in connectors.kind(target).sends:
        raise FileMistake("这个接收方不用文件上报这个数据集。")
    with deed(by):
        unfinished = (FileState.WANTED, FileState.READY)
        if ManualFile.objects.filter(target=target, dataset=dataset, state__in=unfinished).exists():
            raise FileMistake("已有一份文件等待生成或下载，请先下载或作废，再生成新的。")
        tree = unit_tree()
        seen = sorted(
            {above.id for unit in by.scope.units for above in tree.path(unit)} | set(by.scope.units)
        )
        file = ManualFile.objects.create(
            target=target, dataset=dataset, asked_at=clock.now(), asked_by=by.actor,
            units=list(by.scope.units), scope=seen,
        )  # fmt: skip
        audit("ask_for_file", "exchange_manualfile", file.pk)
        wake_delivery(target)
    return file


def make_next_file(target: str, everywhere: Acting) -> bool:
    """Make the oldest file that is wanted of a target; say whether there was one.

    In one transaction: whatever dies on the way, the rows are as they were and the file is wanted still.
    """
    with deed(everywhere):
        wanted = ManualFile.objects.filter(target=target, state=FileState.WANTED).order_by("id").first()
    if wanted is None:
        return False
    try:
        with acting_as(Scope(tuple(wanted.units)), actor=ACTOR, because="生成上报文件"):
            _make(ManualFile.objects.select_for_update().get(pk=wanted.pk))
    except OperationalError:
        raise
    except Exception as problem:
        log.error("file %s could not be made: %s", wanted.pk, places(problem))
        with deed(everywhere):
            ManualFile.objects.filter(pk=wanted.pk, state=FileState.WANTED).update(
                state=FileState.STUCK, problem="生成时出错，请通知运维人员。", ended_at=clock.now()
            )
    return True


def _make(file: ManualFile) -> None:
    if file.state != FileState.WANTED:
        return
    kind = connectors.kind(file.target)
    lease.by_key()
    lease.one_at_a_time(file.target)
    rows = lease.take(file.target, kind.batch, clock.now() + KEPT, dataset=file.dataset)
    found = contents.read(rows)
    messages, withheld = _written(kind, rows, found)
    if withheld:
        endings.write([endings.of_withheld(row, why, Pauses()) for row, why in withheld], tried=False)
    file.rows = len(messages)
    file.state = FileState.READY if messages else FileState.EMPTY
    if messages:
        sealed, _ = seal_whole(sheet_of(kind, file.dataset, [text for _, text in messages]), folder())
        file.name = sealed.name
        make_durable(folder())
        scopes = dict(
            Outbox.objects.filter(pk__in=[row.id for row, _ in messages]).values_list("pk", "scope")
        )
        ManualRow.objects.bulk_create(
            ManualRow(file=file, outbox_id=row.id, place=place, digest=sm3(text), scope=scopes[row.id])
            for place, (row, text) in enumerate(messages, 2)
        )
    else:
        file.ended_at = clock.now()
    file.save(update_fields=["rows", "state", "name", "ended_at"])
    audit("make_file", "exchange_manualfile", file.pk, rows=file.rows)


def _written(
    kind: Any, rows: list[Leased], found: dict[int, Announced | Withheld]
) -> tuple[list[tuple[Leased, Message]], list[tuple[Leased, Withheld]]]:
    """What is written of each row, in the order of their numbers, and what is left out and why."""
    messages, withheld = [], []
    for row in sorted(rows, key=lambda one: one.id):
        about = found[row.id]
        if isinstance(about, Withheld):
            withheld.append((row, about))
        else:
            messages.append((row, kind.write(about)))
    return messages, withheld


def take(number: int, *, by: Acting) -> tuple[ManualFile, bytes]:
    """Give the file away, once: from now on its rows may have arrived.

    Raises:
        FileMistake: it was taken already, or is not made.
    """
    with deed(by):
        file = _locked(number)
        if file.state == FileState.TAKEN:
            raise FileMistake("这份文件已经下载过一次，不能再次下载。没有上报成功的，请作废后重新生成。")
        if file.state != FileState.READY:
            raise FileMistake("这份文件现在不能下载。")
        path = folder() / file.name
        with open_sealed_at(path) as plain:
            content = plain.read()
        carried = Outbox.objects.filter(pk__in=file.lines.values("outbox"), state=State.LEASED)
        carried.update(
            state=State.UNCLEAR, lease_until=None, said=f"上报文件 {file.pk} 已下载，等待上传对方的结果文件"
        )
        file.state, file.taken_at, file.taken_by, file.name = FileState.TAKEN, clock.now(), by.actor, ""
        file.save(update_fields=["state", "taken_at", "taken_by", "name"])
        audit("take_file", "exchange_manualfile", file.pk, rows=file.rows)
        transaction.on_commit(lambda: path.unlink(missing_ok=True))
    return file, content


def drop(number: int, *, by: Acting, because: str) -> int:
    """Declare that a file was not and will not be uploaded: what has no result waits again. Return how many.

    Raises:
        FileMistake: it has ended, or nothing was said.
    """
    if not because.strip():
        raise FileMistake("请写明作废的原因。")
    with deed(by):
        file = _locked(number)
        if file.state not in (FileState.WANTED, FileState.READY, FileState.TAKEN):
            raise FileMistake("这份文件已经结束，不能作废。")
        open_rows = Outbox.objects.filter(
            pk__in=file.lines.values("outbox"), state__in=(State.LEASED, State.UNCLEAR)
        )
        many = open_rows.update(
            state=State.WAITING,
            lease_until=None,
            next_attempt_at=None,
            said=f"上报文件 {file.pk} 已作废，未上报",
        )
        name, file.name = file.name, ""
        file.state, file.because, file.ended_at = FileState.DROPPED, because.strip(), clock.now()
        file.save(update_fields=["state", "because", "ended_at", "name"])
        audit("drop_file", "exchange_manualfile", file.pk, rows=many)
        if name:
            transaction.on_commit(lambda: (folder() / name).unlink(missing_ok=True))
    return many


def _locked(number: int) -> ManualFile:
    file = ManualFile.objects.select_for_update().filter(pk=number).first()
    if file is None:
        raise FileMistake("没有这份文件。")
    return file


def folder() -> Path:
    """Where sealed files lie on their way out and back."""
    place = home.var() / "files"
    place.mkdir(mode=0o700, exist_ok=True)
    return place
