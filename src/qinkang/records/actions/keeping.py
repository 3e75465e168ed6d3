"""判为不是同一人, 核实为同一人, 以后再看: nothing moves, but the question is answered or put off."""

from datetime import timedelta

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting
from qinkang.kernel import clock
from qinkang.records.actions.deed import PersonMistake, deciding, refuse_strangers, write_down
from qinkang.records.actions.joining import state_of
from qinkang.records.actions.numbers import ask_for_numbers
from qinkang.records.actions.separating import separate
from qinkang.records.models import Conflict, LinkDecision, Pair
from qinkang.records.models.link_decision import Kind
from qinkang.records.models.pair import ConflictState, PairState

LATER = timedelta(days=7)
"""For how long a question rests that a reviewer puts off."""


def keep_apart(pair: int, *, by: Acting, because: str) -> LinkDecision:
    """Say that the two of a pair are not one person. It asks again only when there is more to go by.

    Raises:
        PersonMistake: no such pair that waits, or outside one's scope.
    """
    with deciding(by, because):
        found = Pair.objects.select_for_update().filter(pk=pair, state=PairState.OPEN).first()
        if found is None:
            raise PersonMistake("该疑似对已处理，请刷新后再试。")
        refuse_strangers(by, (found.person_a_id, found.person_b_id))
        before = {"pair": state_of(found), "pair_id": found.pk}
        decision = write_down(Kind.KEEP_APART, found.person_a_id, found.person_b_id, before)
        found.state, found.decision = PairState.NOT_SAME, decision
        found.decided_levels, found.decided_score = found.levels, found.score
        found.save(update_fields=["state", "decision", "decided_levels", "decided_score"])
    return decision


def accept(conflict: int, *, by: Acting, because: str) -> LinkDecision:
    """Say that two sightings of one number are one person all the same, one of them being mistyped.

    Raises:
        PersonMistake: no such conflict that waits, or outside one's scope.
    """
    with deciding(by, because):
        found = (
            Conflict.objects.select_for_update(of=("self",))
            .filter(pk=conflict, state=ConflictState.OPEN)
            .first()
        )
        if found is None:
            raise PersonMistake("该矛盾已处理，请刷新后再试。")
        refuse_strangers(by, (found.person_id,))
        decision = write_down(Kind.ACCEPT, found.person_id, found.person_id, {"conflict_id": found.pk})
        found.state, found.decision = ConflictState.ACCEPTED, decision
        found.save(update_fields=["state", "decision"])
    return decision


def put_off(asked: type[Pair] | type[Conflict], number: int, *, by: Acting) -> None:
    """Let a question rest for some days; then it waits again.

    Raises:
        PersonMistake: no such question that waits, or outside one's scope.
    """
    with deciding(by, "以后再看"):
        found = asked.objects.select_for_update(of=("self",)).filter(pk=number, state="open").first()
        if found is None:
            raise PersonMistake("该条已处理，请刷新后再试。")
        people = (found.person_a_id, found.person_b_id) if isinstance(found, Pair) else (found.person_id,)
        refuse_strangers(by, people)
        found.later_until = clock.today() + LATER
        found.save(update_fields=["later_until"])
        audit("put_off", asked._meta.db_table, number)


def say_misnumbered(conflict: int, sighting: int, *, by: Acting, because: str) -> LinkDecision:
    """Say that one of the two sightings of a number is somebody else, whose number is wrong.

    It becomes a person of its own, and its records are held until the number is put right.

    Raises:
        PersonMistake: no such conflict that waits, another's sighting, or outside one's scope.
    """
    with deciding(by, because):
        found = Conflict.objects.filter(pk=conflict, state=ConflictState.OPEN).first()
        if found is None or sighting not in (found.sighting_a_id, found.sighting_b_id):
            raise PersonMistake("该矛盾已处理，请刷新后再试。")
        decision = separate(found.person_id, [sighting], by=by, because=because, hold=True)
        ask_for_numbers(decision)
    return decision
