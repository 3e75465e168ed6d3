"""撤销: a decision is taken back, and everything is as it was before it."""

from django.db import connection

from qinkang.accounts.scope import Acting
from qinkang.records.actions.deed import PersonMistake, deciding, refuse_strangers, write_down
from qinkang.records.actions.holding import let_count_again
from qinkang.records.actions.links import put_back, settle
from qinkang.records.actions.numbers import ask_no_more
from qinkang.records.models import Conflict, LinkDecision, Pair, PersonLink
from qinkang.records.models.link_decision import Kind
from qinkang.records.models.pair import ConflictState, PairState
from qinkang.records.writing.resting import among_linked, put_back_resting

# What arrived since with a number of those that go back goes with them: where they are known again by
# their number, it must not stay behind. A number that those who stay have too is no reason to go.
FOLLOW = """
WITH there AS (
  SELECT l.sighting_id, s.id_index, l.how = 'number' AND l.since > %(at)s AS arrived
  FROM records_personlink l JOIN records_sighting s ON s.id = l.sighting_id
  WHERE l.person_id = %(there)s AND l.sighting_id <> ALL(%(moved)s)
),
theirs AS (
  SELECT id_index FROM records_sighting WHERE id = ANY(%(moved)s) AND id_index IS NOT NULL
  EXCEPT SELECT id_index FROM there WHERE NOT arrived
)
UPDATE records_personlink l SET person_id = %(back)s FROM there JOIN theirs USING (id_index)
WHERE l.sighting_id = there.sighting_id AND there.arrived
"""


def undo(decision: LinkDecision, *, by: Acting, because: str) -> LinkDecision:
    """Take a decision back.

    Raises:
        PersonMistake: taken back already, itself a taking back, overtaken by a later decision about
            the same sightings (take that back first), or outside one's scope.
    """
    with deciding(by, because):
        made = LinkDecision.objects.filter(pk=decision.pk).first()
        if made is None or made.kind == Kind.UNDO:
            raise PersonMistake("没有可撤销的操作。")
        if LinkDecision.objects.filter(undoes=made).exists():
            raise PersonMistake("该操作已经撤销过。")
        refuse_strangers(by, {made.person_a, made.person_b})
        taken_back = write_down(Kind.UNDO, made.person_a, made.person_b, {}, undoes=made)
        if made.kind in (Kind.JOIN, Kind.SEPARATE):
            _move_back(made)
            let_count_again(made.before.get("held", {}))
            ask_no_more(made)
            settle(made.person_a, made.person_b)
        elif made.kind == Kind.ACCEPT:
            Conflict.objects.filter(pk=made.before["conflict_id"]).update(
                state=ConflictState.OPEN, decision=None
            )
        if made.kind != Kind.ACCEPT:
            _ask_again(made)
    return taken_back


def _move_back(made: LinkDecision) -> None:
    """Return the links that a joining or parting moved."""
    put_back_resting(made.before["links"])
    links = among_linked(made.before["links"])
    moved = [link["sighting_id"] for link in links]
    joined = made.kind == Kind.JOIN
    there, back = (made.person_a, made.person_b) if joined else (made.person_b, made.person_a)
    if PersonLink.objects.filter(sighting_id__in=moved, person_id=there).count() != len(moved):
        raise PersonMistake("此后对同一人员又做了合并或拆分，请先撤销后来的操作。")
    with connection.cursor() as cursor:
        cursor.execute(FOLLOW, {"at": made.at, "there": there, "moved": moved, "back": back})
    put_back(links)


def _ask_again(made: LinkDecision) -> None:
    """Let the pair stand as it did before the decision."""
    before = made.before["pair"] or {
        "state": PairState.OPEN,
        "decided_levels": None,
        "decided_score": None,
        "decision_id": None,
    }
    Pair.objects.filter(person_a_id=made.person_a, person_b_id=made.person_b, decision=made).update(**before)
