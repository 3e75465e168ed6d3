"""What wakes the flows: one "look for work" job for each, in the same database as the work.

A job carries no work of its own. It may be lost, doubled or late: the rows say what is to be done, so a
flow that is woken once more than needed finds nothing, and a worker that starts wakes every flow.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from asgiref.sync import async_to_sync
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Status

from qinkang.exchange.delivering import deliver_to
from qinkang.exchange.targets import targets
from qinkang.fault import places
from qinkang.intake.waking import MARK_COPIES, TRY_UPLOADS, WITHDRAW, wake
from qinkang.kernel import clock
from qinkang.measures.building import build_if_due, due_at
from qinkang.mistake import Mistake
from qinkang.pipeline.across.judging import judge_again
from qinkang.pipeline.corrections import store_next_correction
from qinkang.pipeline.dropped import take_up
from qinkang.pipeline.everywhere import everywhere
from qinkang.pipeline.marking import forget_old_copies, mark_next
from qinkang.pipeline.reviews import file_reviews
from qinkang.pipeline.take_in import take_in_next
from qinkang.pipeline.telling import file_stopped
from qinkang.pipeline.trying import forget_old_uploads, try_next
from qinkang.pipeline.withdrawing import void_missing, withdraw_next
from qinkang.records.actions.correcting import STORE
from qinkang.records.actions.filing import FILE_REVIEWS
from qinkang.records.actions.judging import JUDGE_AGAIN
from qinkang.reports.actions import MAKE
from qinkang.reports.making import delete_expired, make_next

SILENT = timedelta(seconds=30)  # a worker that has not been heard of for so long is dead
SOON = timedelta(seconds=2)

log = logging.getLogger(__name__)


@app.task(name="take_in")
def take_in() -> None:
    """Take in batches until none is left; what they announced wakes the deliveries."""
    with _woken_again(lambda: wake_take_in(at=clock.now() + SOON)):
        while take_in_next():
            for target in targets():
                wake_delivery(target)
            wake_measuring()
        file_reviews()


@app.task(name=STORE)
def store_corrections() -> None:
    """Store approved corrections until none is left; what they announced wakes the deliveries."""
    with _woken_again(lambda: wake_corrections(at=clock.now() + SOON)):
        while store_next_correction():
            for target in targets():
                wake_delivery(target)
            wake_measuring()


@app.task(name=TRY_UPLOADS)
def try_uploads() -> None:
    """Try uploaded files until none is left, and put away those that nobody went on with."""
    with _woken_again(lambda: _defer(TRY_UPLOADS, f"{TRY_UPLOADS}:later", clock.now() + SOON)):
        while try_next():
            pass
        forget_old_uploads()


@app.task(name=WITHDRAW)
def withdraw() -> None:
    """Count and carry out withdrawals; what they announced wakes the deliveries."""
    with _woken_again(lambda: _defer(WITHDRAW, f"{WITHDRAW}:later", clock.now() + SOON)):
        changed = void_missing()
        while withdraw_next():
            changed += 1
        if changed:
            for target in targets():
                wake_delivery(target)
            wake_measuring()


@app.task(name=MARK_COPIES)
def mark_copies() -> None:
    """Make marked copies of senders' files until none is asked for."""
    with _woken_again(lambda: _defer(MARK_COPIES, f"{MARK_COPIES}:later", clock.now() + SOON)):
        while mark_next():
            pass
        forget_old_copies()


@app.task(name=JUDGE_AGAIN)
def judge_the_records_again() -> None:
    """Judge the records of persons whose sightings were joined or parted; what it announced is delivered."""
    with _woken_again(lambda: _defer(JUDGE_AGAIN, f"{JUDGE_AGAIN}:later", clock.now() + SOON)):
        while judge_again():
            for target in targets():
                wake_delivery(target)
            wake_measuring()


@app.task(name=FILE_REVIEWS)
def file_the_reviews() -> None:
    """Bring the to-dos of reviewers up to date after decisions."""
    file_reviews()


@app.task(name=MAKE)
def make_exports() -> None:
    """Make workbooks until none is left."""
    with _woken_again(lambda: wake_exports(at=clock.now() + SOON)):
        while make_next(everywhere("job:exports", "生成导出文件")):
            pass


@app.task(name="deliver")
def deliver(target: str) -> None:
    """Deliver what is due to one system, and come back when the next row is."""
    with _woken_again(lambda: wake_delivery(target, at=clock.now() + SOON)):
        run = deliver_to(target, everywhere("job:exchange", "向外部系统报送"))
        if run.again_at:
            wake_delivery(target, at=run.again_at)
        if run.ended:
            file_stopped(target)
            wake_measuring()


@app.task(name="measure")
def measure() -> None:
    """Bring the analytical file up to date where that is due; where it is not yet, come back then."""
    with _woken_again(lambda: wake_measuring(at=clock.now() + SOON)):
        if build_if_due(everywhere("job:measure", "生成统计数据").scope) is None:
            wake_measuring(at=max(due_at(), clock.now() + SOON))


@app.periodic(cron="20 2 * * *")
@app.task(name="tidy_exports")
def tidy_exports(timestamp: int) -> None:
    """Once a night: delete workbooks whose time is over."""
    delete_expired(everywhere("job:exports", "删除到期的导出文件"))


@contextmanager
def _woken_again(wake: Callable[[], None]) -> Iterator[None]:
    """A flow that breaks is woken again soon. What a person must put right waits for the next minute."""
    try:
        yield
    except Mistake as mistake:
        log.error("%s", mistake)
    except Exception as error:
        log.error("a flow broke and will be tried again\n%s", places(error))
        wake()


@app.periodic(cron="* * * * *")
@app.task(name="look_around")
def look_around(timestamp: int) -> None:
    """Once a minute: wake every flow, and put away jobs whose worker died."""
    put_away_lost_jobs()
    wake_all()
    _defer("take_up", "take_up", None)


@app.task(name="take_up")
def take_up_dropped() -> None:
    """Land what lies in the watched folder; whoever breaks here is asked again within the minute."""
    if take_up():
        wake_take_in()


def wake_take_in(*, at: datetime | None = None) -> None:
    """Ask for a look at landed batches, now or at a time; with the present transaction, if there is one."""
    _defer("take_in", "take_in" + (":later" if at else ""), at)


def wake_corrections(*, at: datetime | None = None) -> None:
    """Ask for a look at approved corrections, now or at a time."""
    _defer(STORE, STORE + (":later" if at else ""), at)


def wake_exports(*, at: datetime | None = None) -> None:
    """Ask for a look at exports, now or at a time."""
    _defer(MAKE, MAKE + (":later" if at else ""), at)


def wake_delivery(target: str, *, at: datetime | None = None) -> None:
    """Ask for a look at what is due for one system, now or at a time."""
    _defer("deliver", f"deliver:{target}" + (":later" if at else ""), at, target=target)


def wake_measuring(*, at: datetime | None = None) -> None:
    """Ask for a look at the analytical file, now or at a time."""
    _defer("measure", "measure" + (":later" if at else ""), at)


def wake_all() -> None:
    """Wake every flow."""
    wake_take_in()
    wake_corrections()
    wake_exports()
    for task in (TRY_UPLOADS, WITHDRAW, MARK_COPIES, JUDGE_AGAIN):
        wake(task)
    wake_measuring()
    for target in targets():
        wake_delivery(target)


def put_away_lost_jobs() -> None:
    """Close jobs that a dead worker left as running; the flows they woke are woken anew anyway."""
    manager = app.job_manager
    stalled = async_to_sync(manager.get_stalled_jobs)(seconds_since_heartbeat=SILENT.total_seconds())
    for job in stalled:
        async_to_sync(manager.finish_job)(job, Status.FAILED, delete_job=True)


def _defer(task: str, once: str, at: datetime | None, **arguments: str) -> None:
    """Enqueue a job unless the same one is waiting already."""
    due = at if at and at > clock.now() else None
    try:
        with transaction.atomic():
            app.configure_task(task, queueing_lock=once, schedule_at=due).defer(**arguments)
    except AlreadyEnqueued:
        pass
