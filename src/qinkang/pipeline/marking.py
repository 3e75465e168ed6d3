"""问题标注: marked copies of senders' files are made and put away sealed."""

from __future__ import annotations

import io
import logging
import sys
from datetime import timedelta
from pathlib import Path

from django.db import OperationalError

import qinkang.cleansing.rules  # noqa: F401  - makes the rules known
from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.fault import places
from qinkang.intake.landing import landing_folder, make_durable, open_landed, seal_whole
from qinkang.intake.marking import marked, sayings
from qinkang.intake.models import CopyState, MarkedCopy
from qinkang.kernel import clock
from qinkang.pipeline.everywhere import everywhere
from qinkang.readers import Unreadable, open_source

MOST_ATTEMPTS = 3
KEPT_FOR = timedelta(days=7)  # it can be made again at any time

log = logging.getLogger(__name__)


def mark_next() -> bool:
    """Make the oldest copy that was asked for and that nobody else is at; say whether there was one."""
    acting = everywhere("job:mark_copies", "生成问题标注")
    copy = None
    try:
        with deed(acting):
            free = MarkedCopy.objects.select_for_update(skip_locked=True, of=("self",))
            waiting = free.select_related("batch").filter(state=CopyState.ASKED)
            copy = waiting.order_by("attempts", "id").first()
            if copy is not None:
                _make(copy)
    except Unreadable as problem:
        _set_aside(acting, copy, CopyState.FAILED, str(problem))
    except OperationalError:
        raise
    except Exception:
        # The trace names code places only: what failed may have held personal data.
        log.error("marked copy %s failed at %s", copy and copy.pk, places(sys.exception()))
        _set_aside(acting, copy, None, "生成时出错，已自动重试。")
    return copy is not None


def forget_old_copies() -> int:
    """Take away copies older than a week; return how many."""
    with deed(everywhere("job:mark_copies", "清理过期的问题标注")):
        old = list(MarkedCopy.objects.filter(state=CopyState.MADE, made_at__lt=clock.now() - KEPT_FOR))
        MarkedCopy.objects.filter(pk__in=[one.pk for one in old]).update(
            state=CopyState.FAILED, says="已过保存期（7天），请重新生成。"
        )
    for one in old:
        (landing_folder() / one.place).unlink(missing_ok=True)
    return len(old)


def _make(copy: MarkedCopy) -> None:
    batch = copy.batch
    with open_landed(batch) as plain, open_source(plain, batch.file_name) as source:
        content, copy.says = marked(plain, source, sayings(batch), batch.size)
    sealed, _ = seal_whole(io.BytesIO(content), landing_folder())
    copy.place, copy.size = f"marked-{copy.pk}.sealed", len(content)
    sealed.replace(landing_folder() / copy.place)
    make_durable(landing_folder())
    copy.file_name = f"{Path(batch.file_name).stem}-问题标注.xlsx"
    copy.state, copy.made_at = CopyState.MADE, clock.now()
    copy.save()
    audit("mark_copy", "intake_markedcopy", copy.pk, rows=batch.rows)


def _set_aside(acting: Acting, copy: MarkedCopy | None, state: CopyState | None, says: str) -> None:
    if copy is None:
        return
    with deed(acting):
        fresh = MarkedCopy.objects.select_for_update().get(pk=copy.pk)
        if fresh.state != CopyState.ASKED:
            return
        fresh.says = says
        fresh.attempts += state is None
        fresh.state = state or (CopyState.FAILED if fresh.attempts >= MOST_ATTEMPTS else CopyState.ASKED)
        fresh.save(update_fields=["says", "attempts", "state"])
