"""Asking for a workbook, taking the wish back, and fetching what was made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from qinkang.accounts.audit import audit
from qinkang.accounts.models import User
from qinkang.accounts.scope import Acting, deed
from qinkang.kernel import clock
from qinkang.mistake import Mistake
from qinkang.registry.questions import unit_map
from qinkang.reports import sealed
from qinkang.reports.exports import Offer, Wanted
from qinkang.reports.models import Export, State

MAKE = "make_exports"
"""The job that makes workbooks."""
KEPT = timedelta(days=7)
"""For how long a workbook is kept."""
AT_ONCE = 3
"""How many of one person may wait or run at a time."""
TABLE = Export._meta.db_table


class ExportMistake(Mistake):
    """A workbook that cannot be had; says what to do."""


def ask(
    offer: Offer,
    question: Mapping[str, str],
    *,
    user: User,
    by: Acting,
    whole: bool = False,
    because: str = "",
) -> Export:
    """Ask for a list as a workbook; a flow is woken that makes it.

    Raises:
        ExportMistake: identity in full without a reason, or too many of one's own under way.
    """
    if whole and len(because.strip()) < 4:
        raise ExportMistake("导出完整身份信息须写明事由（用途、批准人），会记入审计。")
    with deed(by):
        if Export.objects.filter(user=user, state__in=(State.WAITING, State.RUNNING)).count() >= AT_ONCE:
            raise ExportMistake(f"您已有 {AT_ONCE} 个导出在进行，请等完成后再导出。")
        wanted = Wanted(question, by.scope, clock.today(), whole)
        made = Export.objects.create(
            user=user,
            name=offer.name,
            title=offer.title_for(wanted),
            question=dict(question),
            filters=offer.head(wanted).filters,
            whole=whole,
            because=because.strip(),
            asked_at=clock.now(),
            scope=unit_map(clock.today()).scope(iter(by.scope.units)),
        )
        audit("ask_export_whole" if whole else "ask_export", TABLE, made.pk)
        wake()
    return made


def cancel(number: int, *, user: User, by: Acting) -> None:
    """Take back one's own wish; what is being made stops at the next step."""
    with deed(by):
        mine = Export.objects.filter(pk=number, user=user, state__in=(State.WAITING, State.RUNNING))
        if mine.update(state=State.CANCELLED, ended_at=clock.now()):
            audit("cancel_export", TABLE, number)


def fetch(number: int, *, user: User, by: Acting) -> tuple[Export, bytes]:
    """Return one's own workbook, with a line in the audit trail.

    Raises:
        ExportMistake: it is not there, or no more.
    """
    with deed(by):
        found = Export.objects.select_for_update().filter(pk=number, user=user, state=State.DONE).first()
        if found is None:
            raise ExportMistake("文件不存在或已到期删除，请重新导出。")
        try:
            content = sealed.fetch(found.file)
        except FileNotFoundError:
            raise ExportMistake("文件已到期删除，请重新导出。") from None
        found.downloads += 1
        found.save(update_fields=["downloads"])
        audit("download_export_whole" if found.whole else "download_export", TABLE, number, rows=found.done)
    return found, content


def wake() -> None:
    """Wake the flow that makes workbooks."""
    try:
        with transaction.atomic():
            app.configure_task(MAKE, queueing_lock=MAKE).defer()
    except AlreadyEnqueued:
        pass
