"""拆分: some sightings of a person are somebody else."""

from collections.abc import Sequence

import numpy as np

from qinkang.accounts.scope import Acting
from qinkang.kernel import clock
from qinkang.linkage.judging import judge_pairs
from qinkang.records.actions.deed import PersonMistake, deciding, refuse_strangers, together, write_down
from qinkang.records.actions.holding import hold_records_of
from qinkang.records.actions.links import links_of, move, settle
from qinkang.records.key_check import ring_in_force
from qinkang.records.models import LinkDecision, Pair, Person
from qinkang.records.models.link_decision import Kind
from qinkang.records.models.pair import PairState
from qinkang.records.writing.opened import open_sightings
from qinkang.records.writing.pairs import levels_of


def separate(
    person: int, sightings: Sequence[int], *, by: Acting, because: str, hold: bool = False
) -> LinkDecision:
    """Let some sightings of a person be a person of their own, and remember that the two are not one.

    Sightings that arrive later with a number that both have belong to the person with the lower number.

    Args:
        hold: whether what was recorded of these sightings is held until somebody has put it right: their
            number is not theirs, so the records would be told to receivers under somebody else's.

    Raises:
        PersonMistake: none or all of the sightings, some of another person's, or outside one's scope.
    """
    chosen = sorted(set(sightings))
    with deciding(by, because):
        refuse_strangers(by, (person,))
        links = links_of(person)
        moved = [link for link in links if link["sighting_id"] in chosen]
        if len(moved) != len(chosen):
            raise PersonMistake("所选来源记录已不属于该人员，请刷新后再试。")
        if not moved or len(moved) == len(links):
            raise PersonMistake("请选择一部分来源记录：至少选一条，也至少留一条。")
        fresh = Person.objects.create(scope=together((person,)), created_at=clock.now())
        before: dict[str, object] = {"links": moved, "pair": None}
        if hold:
            before["held"] = hold_records_of(chosen)
        decision = write_down(Kind.SEPARATE, person, fresh.pk, before)
        remaining = [link["sighting_id"] for link in links if link["sighting_id"] not in chosen]
        _remember(person, fresh.pk, remaining, chosen, decision)
        move(chosen, fresh.pk)
        settle(person, fresh.pk)
    return decision


def _remember(
    person: int, fresh: int, remaining: list[int], chosen: list[int], decision: LinkDecision
) -> None:
    """Store the strongest evidence between the two as decided, so that it does not ask again."""
    opened = open_sightings(ring_in_force(), [*remaining, *chosen])
    place = {number: at for at, number in enumerate(opened.ids)}
    ways = [(place[one], place[other]) for one in remaining for other in chosen]
    left, right = np.array(ways, dtype=np.int64).T
    judged = judge_pairs(opened.columns(), left, right)
    best = int(judged.score.argmax())
    found = judged[best]
    Pair.objects.create(
        person_a_id=person,
        person_b_id=fresh,
        sighting_a_id=opened.ids[left[best]],
        sighting_b_id=opened.ids[right[best]],
        score=found.score,
        levels=levels_of(found),
        explanation=[reason.as_json() for reason in found.reasons],
        state=PairState.NOT_SAME,
        decided_levels=levels_of(found),
        decided_score=found.score,
        decision=decision,
        since=clock.now(),
        scope=decision.scope,
    )
