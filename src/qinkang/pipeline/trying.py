"""试校验: files that were uploaded are put together and tried, with no record written."""

from __future__ import annotations

import logging
import sys
from datetime import timedelta

from django.db import OperationalError

import qinkang.cleansing.rules  # noqa: F401  - makes the rules known
from qinkang.accounts.scope import Acting, deed
from qinkang.fault import places
from qinkang.intake.models import Contract, Upload, UploadState
from qinkang.intake.progress import telling
from qinkang.intake.proposal import proposal_of, unsure
from qinkang.intake.trial import Trial
from qinkang.intake.uploading import UploadMistake, forget, forget_pieces, open_whole, put_together
from qinkang.kernel import clock
from qinkang.pipeline.everywhere import everywhere
from qinkang.readers import Unreadable, open_source, propose
from qinkang.registry.questions import rulebook
from qinkang.standards.dataset import DATASETS

MOST_ATTEMPTS = 3
KEPT_FOR = timedelta(days=7)  # an upload that nobody went on with
LEFT = (UploadState.ARRIVING, UploadState.TRIED, UploadState.UNREADABLE, UploadState.STUCK)

log = logging.getLogger(__name__)


def try_next() -> bool:
    """Try the oldest upload that waits for it and that nobody else is at; say whether there was one."""
    acting = everywhere("job:try_uploads", "试校验上传的文件")
    upload = None
    try:
        with deed(acting):
            free = Upload.objects.select_for_update(skip_locked=True, of=("self",)).select_related("sender")
            upload = free.filter(state=UploadState.ARRIVED).order_by("attempts", "id").first()
            if upload is not None:
                _try(upload)
    except Unreadable as problem:
        _set_aside(acting, upload, UploadState.UNREADABLE, str(problem))
    except UploadMistake as mistake:
        _set_aside(acting, upload, UploadState.STUCK, str(mistake))
    except OperationalError:
        raise  # the database went away: the file is not to blame
    except Exception:
        # The trace names code places only: what failed may have held personal data.
        log.error("upload %s failed at %s", upload and upload.pk, places(sys.exception()))
        _set_aside(acting, upload, None, "试校验时出错，已自动重试。")
    else:
        if upload is not None:
            forget_pieces(upload)
    return upload is not None


def forget_old_uploads() -> int:
    """Discard uploads that nobody has touched for a week; return how many."""
    with deed(everywhere("job:try_uploads", "清理无人继续的上传")):
        old = list(Upload.objects.filter(state__in=LEFT, changed_at__lt=clock.now() - KEPT_FOR))
        Upload.objects.filter(pk__in=[one.pk for one in old]).update(
            state=UploadState.DISCARDED, trial=None, proposal=None, changed_at=clock.now()
        )
    for one in old:
        forget(one)
    return len(old)


def _try(upload: Upload) -> None:
    if upload.digest is None:
        upload.digest = put_together(upload)
    dataset = DATASETS[upload.dataset]
    contract = Contract.objects.filter(sender=upload.sender, dataset=upload.dataset).first()
    confirmed = contract.columns if contract else None
    with open_whole(upload) as plain, open_source(plain, upload.file_name) as source:
        fields = dataset.columns.values()
        mapping = propose(
            source.header, source.sample(), fields, above=source.header_above, confirmed=confirmed
        )
        upload.proposal = proposal_of(dataset, source, mapping)
        upload.problem = "\n".join(mapping.problems or unsure(mapping, confirmed))
        if mapping.problems:
            upload.trial = None
        else:
            book = rulebook(clock.today())
            with telling(f"upload:{upload.pk}") as tell:
                upload.trial = Trial(dataset, book, mapping, upload.sender.unit_id).run(source, tell)
    upload.state, upload.changed_at = UploadState.TRIED, clock.now()
    upload.save()


def _set_aside(acting: Acting, upload: Upload | None, state: UploadState | None, says: str) -> None:
    """Note why an upload cannot be tried; without a state it failed, and is tried again some times."""
    if upload is None:
        return
    with deed(acting):
        fresh = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
        if fresh.state != UploadState.ARRIVED:
            return
        fresh.problem, fresh.changed_at = says, clock.now()
        fresh.attempts += state is None
        fresh.state = state or (UploadState.STUCK if fresh.attempts >= MOST_ATTEMPTS else UploadState.ARRIVED)
        fresh.save(update_fields=["problem", "attempts", "state", "changed_at"])
