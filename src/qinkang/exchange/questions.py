"""Asking the receiver about rows that may have arrived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from itertools import islice
from typing import NamedTuple

from qinkang.exchange import endings
from qinkang.exchange.choking import Suspicion
from qinkang.exchange.connector import Connector
from qinkang.exchange.outcomes import Ref
from qinkang.exchange.pauses import Pauses
from qinkang.kernel import clock
from qinkang.records.models import Outbox


class Doubt(NamedTuple):
    """One unclear row."""

    id: int
    subject: str
    version: int
    attempts: int
    together: int | None
    choked: int


def ask_about_doubts(
    connector: Connector, acting: Callable[[], AbstractContextManager[object]], pauses: Pauses
) -> Counter[str]:
    """Ask about all unclear rows that are due; return how many came into which state.

    What the receiver has is delivered or refused, what it does not know may be sent again. What it does
    not tell stays unclear and is asked about later. Two loops may ask about the same: a question
    changes nothing, and only the first answer is written.
    """
    ended: Counter[str] = Counter()
    if not connector.can_ask:
        return ended
    with acting():
        due = Outbox.objects.filter(
            target=connector.code, state="unclear", next_attempt_at__lte=clock.now()
        ).order_by("id")
        doubts = iter([Doubt(*row) for row in due.values_list(*Doubt._fields)])
    while some := list(islice(doubts, connector.batch)):
        answers = connector.ask([Ref(one.subject, one.version) for one in some])
        later = clock.now() + timedelta(seconds=connector.settles_after)
        settled = []
        for one in some:
            answer = answers.get(Ref(one.subject, one.version))
            held_against = Suspicion(one.together, one.choked)
            ending = endings.of_answer(one.id, one.attempts, answer, held_against, pauses)
            if ending:
                settled.append(ending)
        told = {ending.id for ending in settled}
        with acting():
            if settled:
                settled = endings.for_a_person(connector.code, settled)
                endings.write(settled, was="unclear")
            still = [one.id for one in some if one.id not in told]
            Outbox.objects.filter(id__in=still, state="unclear").update(next_attempt_at=later)
        ended += Counter(ending.state for ending in settled)
        if not answers:  # they do not answer questions now
            break
    return ended
