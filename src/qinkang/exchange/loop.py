"""The one loop over the outbox: takes rows of one target, sends them, and writes down what became of them.

Every step is a transaction of its own, so a process that dies leaves rows in a known state: leased rows
become unclear and are asked about, and everything else is as it was.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event

from django.db import connection
from django.db.models import Min

from qinkang.accounts.scope import Scope, acting_as
from qinkang.exchange import channel, contents, endings, lease
from qinkang.exchange.connector import Announced, Connector, Message
from qinkang.exchange.contents import Withheld
from qinkang.exchange.digest import sm3
from qinkang.exchange.endings import Call
from qinkang.exchange.lease import Leased
from qinkang.exchange.outcomes import Outcome, Receipt, Ref, Refused, Unclear, Unreachable
from qinkang.exchange.pauses import Pauses
from qinkang.exchange.questions import ask_about_doubts
from qinkang.kernel import clock
from qinkang.records.models import Outbox

logger = logging.getLogger(__name__)

TIME_TO_READ = 60.0  # seconds between taking rows and sending them; later they go back unsent


@dataclass(frozen=True)
class Run:
    """What one run did.

    Attributes:
        ended: rows by the state they came into, asked ones included; a row may count several times.
        seconds: how long it took.
        again_at: when something is due next; None when nothing waits for the time to come.
    """

    ended: Mapping[str, int]
    seconds: float
    again_at: datetime | None


@dataclass
class Delivery:
    """The loop of one target. Any number of them may run at once, in any number of processes.

    Attributes:
        scope: where it acts: the province, or it would not see all versions of a subject.
    """

    connector: Connector
    scope: Scope
    pauses: Pauses = field(default_factory=Pauses)
    stopping: Event = field(default_factory=Event)

    @property
    def target(self) -> str:
        """The outbox rows' target."""
        return self.connector.code

    def run(self) -> Run:
        """Send all that is due and ask about all that is unclear and due; return when neither is left."""
        began = time.monotonic()
        ended: Counter[str] = Counter()
        with (
            lease.showing_life(self.target, lambda: self._doubt(nobody_else=True)),
            ThreadPoolExecutor(max(self.connector.in_flight - 1, 1), self.target) as helpers,
        ):
            moved = True
            while moved and not self.stopping.is_set():
                self._doubt(nobody_else=False)
                asked = ask_about_doubts(self.connector, self._acting, self.pauses)
                sent = self._sent_by(helpers)
                ended += asked + sent
                moved = bool(asked or sent)
            closed = self._closed_until()
            if closed is None:  # few rows are left then: those that wait for others
                with self._acting():
                    ended["superseded"] += lease.supersede_late(self.target)
        return Run(+ended, time.monotonic() - began, self._again_at(closed))

    def settle(self, within: float) -> Run:
        """Run again whenever something is due, until nothing is or so many seconds are over.

        For the demo and for tests; where there are jobs, one is deferred to `again_at` instead.
        """
        began, ended = time.monotonic(), Counter[str]()
        while True:
            run = self.run()
            ended.update(run.ended)
            left = within - (time.monotonic() - began)
            wait = 0.0 if run.again_at is None else (run.again_at - clock.now()).total_seconds()
            if run.again_at is None or wait > left or self.stopping.is_set():
                return Run(ended, time.monotonic() - began, run.again_at)
            self.stopping.wait(max(wait, 0.01))

    @contextmanager
    def _acting(self) -> Iterator[None]:
        title = self.connector.title
        with acting_as(self.scope, actor="job:exchange", because=f"向{title}报送"):
            lease.by_key()
            yield

    def _doubt(self, *, nobody_else: bool) -> None:
        ask_at = clock.now() + timedelta(seconds=self.connector.settles_after)
        with self._acting():
            lease.doubt_lost_leases(self.target, ask_at, nobody_else=nobody_else)

    def _sent_by(self, helpers: ThreadPoolExecutor) -> Counter[str]:
        """Send what is due, with helpers only if it is more than one batch."""
        rows = self._take()
        if not rows:
            return Counter()
        with self._acting():
            more = self.connector.in_flight - 1 if lease.others_wait(self.target) else 0
        working = [helpers.submit(self._help) for _ in range(more)]
        ended = self._deliver(rows) + self._drain()
        return sum((helper.result() for helper in working), ended)

    def _help(self) -> Counter[str]:
        try:
            return self._drain()
        finally:
            connection.close()  # this thread's own

    def _drain(self) -> Counter[str]:
        """Send batch after batch until nothing is due; one of these runs for each call in flight."""
        ended: Counter[str] = Counter()
        while not self.stopping.is_set() and (rows := self._take()):
            ended += self._deliver(rows)
        return ended

    def _take(self) -> list[Leased]:
        takes = self.connector.longest_call + TIME_TO_READ
        with self._acting():
            lease.one_at_a_time(self.target)
            if channel.closed_until(self.target):
                return []
            until = clock.now() + timedelta(seconds=takes)
            rows = lease.take(self.target, self.connector.batch, until)
            if rows:
                channel.try_for_all(self.target, takes)
            return rows

    def _deliver(self, rows: Sequence[Leased]) -> Counter[str]:
        taken = time.monotonic()
        with self._acting():
            found = contents.read(rows)
        messages, withheld = self._written(rows, found)
        outcomes: Mapping[Ref, Outcome] = {}
        if messages and time.monotonic() - taken < TIME_TO_READ:
            outcomes = self._sent(rows[0].dataset, messages)
        elif messages:
            outcomes = dict.fromkeys(messages, Unreachable("准备报文用时过长，没有发送"))
        call = Call(len(messages), self.pauses, self.connector.settles_after)
        sent = [
            endings.of_call(row, outcomes.get(row.ref) or Unclear(), sm3(messages[row.ref]), call)
            for row in rows
            if row.ref in messages
        ]
        kept = [endings.of_withheld(row, withheld[row.id], self.pauses) for row in rows if row.id in withheld]
        with self._acting():
            if sent:
                sent = endings.for_a_person(self.target, sent)
                endings.write(sent)
                self._note(outcomes)
            else:
                channel.give_up_trying(self.target)
            if kept:
                endings.write(kept, tried=False)
        return Counter(ending.state for ending in sent) + Counter("withheld" for _ in kept)

    def _written(
        self, rows: Sequence[Leased], found: Mapping[int, Announced | Withheld]
    ) -> tuple[dict[Ref, Message], dict[int, Withheld]]:
        """The messages by reference, and what is withheld by row."""
        messages: dict[Ref, Message] = {}
        withheld: dict[int, Withheld] = {}
        for row in rows:
            about = found[row.id]
            if isinstance(about, Withheld):
                withheld[row.id] = about
                continue
            try:
                messages[row.ref] = self.connector.write(about)
            except Exception as error:  # one strange record must not stop the others; a person looks
                logger.error("%s: row %s cannot be written: %s", self.target, row.id, type(error).__name__)
                withheld[row.id] = Withheld(f"无法写成报文（{type(error).__name__}）", for_a_person=True)
        return messages, withheld

    def _sent(self, dataset: str, messages: Mapping[Ref, Message]) -> Mapping[Ref, Outcome]:
        try:
            return self.connector.send(dataset, messages)
        except Exception as error:  # whatever it was, the records may be there
            logger.error("%s: a call broke in an unforeseen way: %s", self.target, type(error).__name__)
            return dict.fromkeys(messages, Unclear("发送程序出错", whole=True))

    def _note(self, outcomes: Mapping[Ref, Outcome]) -> None:
        """Write down what a call tells of the way to the system.

        A call that broke as a whole closes it in the end, too: a system that takes nothing is left alone,
        and few rows come under suspicion. One row that breaks its calls alone says nothing of the system.
        """
        kinds = list(outcomes.values())
        failed = all(isinstance(one, Unreachable) or getattr(one, "whole", False) for one in kinds)
        if any(isinstance(one, Receipt | Refused) for one in kinds):
            channel.note_answer(self.target)
        elif not kinds or not failed or (len(kinds) == 1 and getattr(kinds[0], "whole", False)):
            channel.note_doubt(self.target)
        else:
            unreachable = [one for one in kinds if isinstance(one, Unreachable)]
            worst = max(unreachable, key=lambda one: one.retry_after or 0, default=Unreachable())
            channel.note_failure(self.target, worst, self.pauses)

    def _closed_until(self) -> datetime | None:
        with self._acting():
            return channel.closed_until(self.target)

    def _again_at(self, closed: datetime | None) -> datetime | None:
        """When the next row is due or the next lease runs out; not before a closed way opens."""
        with self._acting():
            mine = Outbox.objects.filter(target=self.target)
            timed = mine.filter(
                state__in=["unreachable", "waiting", "unclear"], next_attempt_at__isnull=False
            )
            due = [
                timed.aggregate(at=Min("next_attempt_at"))["at"],
                mine.filter(state="leased").aggregate(at=Min("lease_until"))["at"],
                closed,
            ]
        soonest = min((at for at in due if at), default=None)
        return max(soonest, closed) if soonest and closed else soonest
