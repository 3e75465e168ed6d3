"""Making workbooks: one at a time, a thousand rows to a transaction, telling how far it is."""

from __future__ import annotations

import logging
import sys
from datetime import timedelta

from django.db import OperationalError
from django.db.models import Q

from qinkang.accounts import to_dos
from qinkang.accounts.audit import audit
from qinkang.accounts.models import Duty, User
from qinkang.accounts.scope import Acting, Scope, deed
from qinkang.accounts.standing import standing_of
from qinkang.fault import places
from qinkang.kernel import clock
from qinkang.mistake import Mistake
from qinkang.reports import sealed
from qinkang.reports.actions import KEPT, TABLE
from qinkang.reports.exports import Offer, Wanted, offered
from qinkang.reports.models import Export, State
from qinkang.reports.workbook import Workbook

AT_A_TIME = 1000  # rows to a transaction
MOST = 500_000  # rows; a sheet has room for about a million
SILENT = timedelta(seconds=90)  # whoever was making it is dead
READY = "export_ready"

log = logging.getLogger(__name__)


class _Stopped(Exception):
    """Somebody has cancelled it, or another worker has taken it up."""


def make_next(house: Acting) -> bool:
    """Make the oldest workbook that waits, or whose maker died; say whether there was one.

    Args:
        house: acts in the whole province, to find what is to be made and to note how far it is.
    """
    with deed(house):
        lost = Q(state=State.RUNNING, heard_at__lt=clock.now() - SILENT)
        free = Export.objects.select_for_update(skip_locked=True, of=("self",))
        export = free.filter(Q(state=State.WAITING) | lost).order_by("id").first()
        if export is None:
            return False
        export.state, export.done, export.total = State.RUNNING, 0, None
        export.began_at = export.heard_at = clock.now()
        export.save()
    try:
        _make(export, house)
    except _Stopped:
        pass
    except OperationalError:
        raise  # the database went away: it is taken up again
    except Mistake as mistake:
        _end(export, house, State.FAILED, problem=str(mistake))
    except Exception:
        log.error("export %s failed at %s", export.pk, places(sys.exception()))
        _end(export, house, State.FAILED, problem="生成时出错，请重新导出；再次出错请联系运维人员。")
    return True


def delete_expired(house: Acting) -> int:
    """Delete workbooks whose time is over; return how many."""
    with deed(house):
        over = list(Export.objects.filter(state=State.DONE, expires_on__lt=clock.today()))
        for export in over:
            sealed.delete(export.file)
        Export.objects.filter(pk__in=[one.pk for one in over]).update(state=State.EXPIRED, file="")
        if over:
            audit("delete_exports", TABLE, f"{over[0].pk}…", rows=len(over))
    return len(over)


def _make(export: Export, house: Acting) -> None:
    offer = offered(export.name)
    if offer is None:
        raise Mistake("这个名单不再提供导出。")
    by = _asker(export, offer)
    wanted = Wanted(export.question, by.scope, clock.today(), export.whole)
    with deed(by):
        keys = list(offer.keys(wanted))
        head, columns = offer.head(wanted), offer.columns_for(wanted)
    if len(keys) > MOST:
        raise Mistake(f"名单有 {len(keys):,} 行，一次最多导出 {MOST:,} 行。请缩小筛选范围后重新导出。")
    book = Workbook(export.title, columns, head)
    _tell(export, house, total=len(keys), done=0)
    for first in range(0, len(keys), AT_A_TIME):
        with deed(by):
            some = keys[first : first + AT_A_TIME]
            for row in offer.rows(wanted, some):
                book.rows.write(row)
            audit("export_rows", TABLE, export.pk, rows=len(some))
        _tell(export, house, total=len(keys), done=min(first + AT_A_TIME, len(keys)))
    content = book.content()
    name = sealed.put_away(content)
    try:
        _end(
            export, house, State.DONE, file=name, size=len(content), done=book.rows.count,
            expires_on=clock.today() + KEPT,
        )  # fmt: skip
    except _Stopped:
        sealed.delete(name)
        raise


def _asker(export: Export, offer: Offer) -> Acting:
    """Act for whoever asked, in the units where they still may export."""
    user = User.objects.only("id", "kind", "unit", "is_active").get(pk=export.user_id)
    units = standing_of(user).units(offer.line, Duty.EXPORT) if user.is_active else ()
    if not units:
        raise Mistake("您的导出权限已收回，没有生成。")
    words = f"（完整身份信息）：{export.because}" if export.whole else ""
    return Acting(Scope(units), f"user:{user.pk}", f"导出“{export.title}”{words}")


def _tell(export: Export, house: Acting, **words: int) -> None:
    """Note how far it is; stop where it was cancelled."""
    with deed(house):
        running = Export.objects.filter(pk=export.pk, state=State.RUNNING, began_at=export.began_at)
        if not running.update(heard_at=clock.now(), **words):
            raise _Stopped


def _end(export: Export, house: Acting, state: State, **words: object) -> None:
    with deed(house):
        running = Export.objects.filter(pk=export.pk, state=State.RUNNING, began_at=export.began_at)
        if not running.update(state=state, ended_at=clock.now(), heard_at=clock.now(), **words):
            raise _Stopped
        title = "导出完成，可以下载" if state is State.DONE else "导出没有完成"
        to_dos.tell(
            READY, title=title, more=export.title, link="reports:exports", user=User(pk=export.user_id)
        )
