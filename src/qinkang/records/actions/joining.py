"""合并: two persons are one."""

from qinkang.accounts.scope import Acting
from qinkang.records.actions.deed import PersonMistake, deciding, refuse_strangers, write_down
from qinkang.records.actions.links import links_of, move, settle
from qinkang.records.models import LinkDecision, Pair
from qinkang.records.models.link_decision import Kind
from qinkang.records.models.pair import PairState


def join(person_a: int, person_b: int, *, by: Acting, because: str) -> LinkDecision:
    """Let the sightings of two persons belong to one: to that with the lower number.

    Raises:
        PersonMistake: the same person twice, one without sightings, or one outside the scope of `by`.
    """
    stays, goes = sorted((person_a, person_b))
    if stays == goes:
        raise PersonMistake("请选择两个不同的人员。")
    with deciding(by, because):
        refuse_strangers(by, (stays, goes))
        moved = links_of(goes)
        if not moved or not links_of(stays):
            raise PersonMistake("其中一人已并入他人，请刷新后再试。")
        pair = Pair.objects.filter(person_a_id=stays, person_b_id=goes).first()
        decision = write_down(Kind.JOIN, stays, goes, {"links": moved, "pair": state_of(pair)})
        move([link["sighting_id"] for link in moved], stays)
        Pair.objects.filter(person_a_id=stays, person_b_id=goes).update(
            state=PairState.SAME, decided_levels=None, decided_score=None, decision=decision
        )
        settle(stays, goes)
    return decision


def state_of(pair: Pair | None) -> dict[str, object] | None:
    """Return what is decided of a pair, as a decision keeps it."""
    if pair is None:
        return None
    return {
        "state": pair.state,
        "decided_levels": pair.decided_levels,
        "decided_score": pair.decided_score,
        "decision_id": pair.decision_id,
    }
