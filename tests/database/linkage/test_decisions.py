"""Joining and parting move links alone; taking either back leaves everything as it was."""

import datetime as dt

import pytest
from hypothesis import HealthCheck as Health
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.database.ready import become
from tests.database.records.conftest import BAOJI, XIAN, number

from qinkang.accounts.models import AuditEvent
from qinkang.accounts.scope import Acting, Scope
from qinkang.records import actions
from qinkang.records.actions import PersonMistake
from qinkang.records.models import HealthCheck, Person
from qinkang.records.reviewing import Consequence, consequences
from qinkang.records.writing.pairs import find_pairs

A = {"person": 1, "name": "郝试甲"}
WITHOUT = {**A, "id_no": None}
WHY = "电话核实"


@pytest.fixture
def two(arrive, truth) -> tuple[int, int]:
    """Give two persons: one known by number to two systems, one without a number; they look alike."""
    arrive(A)
    arrive({**A, "live_addr": "另一写法"}, sender=2, batch=2)
    arrive({**WITHOUT, "sex": None}, sender=3, batch=3)
    first, other = sorted(set(truth.persons().values()))
    return first, other


def test_joined_persons_are_one_with_golden_values_of_both(two, truth, by):
    actions.join(*two, by=by, because=WHY)

    assert list(truth.persons().values()) == [two[0]] * 3
    (person,) = truth.golden()
    assert (person["sex"], person["number_from_id"] in truth.persons()) == ("2", True)
    assert truth.pairs() == []
    with truth.acting():
        empty = Person.objects.get(pk=two[1])
    assert (empty.birth_date, empty.name_from_id, empty.live_region) == (None, None, None)


def test_join_then_undo_is_the_identity(two, truth, by):
    before = truth.links(), truth.golden(), truth.waiting()

    made = actions.join(two[1], two[0], by=by, because=WHY)
    assert truth.links() != before[0]
    actions.undo(made, by=by, because="误判")

    assert (truth.links(), truth.golden(), truth.waiting()) == before


def test_separate_then_undo_is_the_identity(two, truth, by):
    before = truth.links(), truth.golden(), truth.waiting()
    last = [sighting for sighting, person in truth.persons().items() if person == two[0]][-1]

    made = actions.separate(two[0], [last], by=by, because=WHY)
    assert len(set(truth.persons().values())) == 3
    actions.undo(made, by=by, because="误判")

    assert (truth.links(), truth.golden(), truth.waiting()) == before


def test_keeping_apart_then_undo_asks_again(two, truth, by):
    before = truth.waiting()

    made = actions.keep_apart(truth.pairs()[0].pk, by=by, because=WHY)
    assert truth.waiting() == []
    actions.undo(made, by=by, because="误判")

    assert truth.waiting() == before


def test_a_decision_holds_for_those_joined_later(arrive, truth, by):
    arrive({"person": 9, "name": "曹旁人", "live_region": "610702"}, batch=3)
    arrive(A)
    arrive(WITHOUT, sender=2, batch=2)
    stranger, first, _ = truth.persons().values()
    actions.keep_apart(truth.pairs()[0].pk, by=by, because=WHY)

    made = actions.join(stranger, first, by=by, because=WHY)
    assert truth.pairs() == []
    actions.undo(made, by=by, because="误判")

    assert truth.pairs() == []


@pytest.mark.parametrize("order", ["other far near", "far near other"])
def test_weaker_evidence_is_back_when_the_stronger_has_gone(arrive, truth, by, order):
    said = {
        "other": {**WITHOUT, "live_region": "610323102001"},
        "near": {**A, "live_region": "610323102001"},
        "far": {**A, "person": 2, "live_region": "610323101001"},
    }
    for batch, who in enumerate(order.split(), 1):
        arrive(said[who], sender=batch, batch=batch)
    persons = dict(zip(order.split(), truth.persons().values(), strict=True))
    before = truth.waiting()
    assert {levels.split()[-1] for *_, levels, _ in before} == {"village", "county"}

    made = actions.join(persons["far"], persons["near"], by=by, because=WHY)
    assert [levels.split()[-1] for *_, levels, _ in truth.waiting()] == ["village"]
    actions.undo(made, by=by, because="误判")

    assert truth.waiting() == before


def test_history_keeps_every_link_that_was(two, truth, by, admin):
    made = actions.join(*two, by=by, because=WHY)
    actions.undo(made, by=by, because="误判")

    kept = admin.execute(
        "SELECT person_id, how, actor FROM records_personlink_history ORDER BY superseded_at"
    ).fetchall()
    assert kept == [(two[1], "new_without_number", "job:test"), (two[0], "decided", "user:7")]


def test_the_decision_and_its_reason_are_audited_and_name_nobody(two, truth, by):
    made = actions.join(*two, by=by, because=WHY)

    with truth.acting():
        event = AuditEvent.objects.get(action="join_persons")
    assert (event.actor, event.because, event.object_ref, event.rows) == ("user:7", WHY, str(made.pk), 1)
    assert "郝" not in str(made.before)


def test_what_arrived_since_with_their_number_goes_back_with_them(arrive, truth, by):
    arrive(A, {"person": 2, "name": "曹旁人"})
    one, other = truth.persons().values()
    made = actions.join(one, other, by=by, because=WHY)
    arrive({**A, "live_addr": "新"}, {"person": 2, "name": "曹旁人", "live_addr": "新"}, sender=2, batch=2)
    assert set(truth.persons().values()) == {one}

    actions.undo(made, by=by, because="误判")

    assert list(truth.persons().values()) == [one, other, one, other]


def test_what_somebody_overtook_is_taken_back_in_order(arrive, truth, by):
    arrive(A, {"person": 2, "name": "曹旁人"}, {"person": 3, "name": "钱旁人"})
    one, two, three = truth.persons().values()
    first = actions.join(two, three, by=by, because=WHY)
    second = actions.join(one, two, by=by, because=WHY)

    with pytest.raises(PersonMistake, match="先撤销后来的操作"):
        actions.undo(first, by=by, because="误判")
    actions.undo(second, by=by, because="误判")
    actions.undo(first, by=by, because="误判")

    assert list(truth.persons().values()) == [one, two, three]


def test_a_decision_is_taken_back_once_and_a_taking_back_never(two, truth, by):
    made = actions.join(*two, by=by, because=WHY)
    back = actions.undo(made, by=by, because="误判")

    for decision in (made, back):
        with pytest.raises(PersonMistake):
            actions.undo(decision, by=by, because="误判")


def test_what_cannot_be_decided_is_refused_in_a_sentence(two, truth, by):
    first, other = two
    mine = [sighting for sighting, person in truth.persons().items() if person == first]
    foreign = [sighting for sighting, person in truth.persons().items() if person == other]
    before = truth.links()

    for refused in (
        lambda: actions.join(first, first, by=by, because=WHY),
        lambda: actions.join(first, 999_999_999, by=by, because=WHY),
        lambda: actions.separate(first, [], by=by, because=WHY),
        lambda: actions.separate(first, mine, by=by, because=WHY),
        lambda: actions.separate(first, foreign, by=by, because=WHY),
        lambda: actions.join(first, other, by=by, because=" "),
        lambda: actions.keep_apart(999_999_999, by=by, because=WHY),
    ):
        with pytest.raises(PersonMistake, match="请"):
            refused()
    assert truth.links() == before


def test_only_who_may_see_both_decides_about_both(arrive, truth):
    arrive({**A, "city": XIAN})
    arrive({**WITHOUT, "city": BAOJI}, sender=2, batch=2)
    first, other = truth.persons().values()

    with pytest.raises(PersonMistake, match="不在您的管理范围内"):
        actions.join(first, other, by=Acting(Scope((XIAN,)), "user:8", "处理"), because=WHY)
    actions.join(first, other, by=Acting(Scope((XIAN, BAOJI)), "user:9", "处理"), because=WHY)

    assert set(truth.persons().values()) == {first}


def test_the_web_decides_with_the_rights_it_has(two, truth, by):
    become("qk_web")
    before = truth.links()

    made = actions.join(*two, by=by, because=WHY)
    actions.undo(made, by=by, because="误判")
    some = next(iter(truth.persons()))
    actions.undo(actions.separate(two[0], [some], by=by, because=WHY), by=by, because="误判")
    actions.keep_apart(truth.pairs()[0].pk, by=by, because=WHY)

    assert truth.links() == before


def test_what_the_nation_was_told_is_shown_before(store, link, truth):
    store({"person": 1, "source_no": "a"}, {"person": 2, "source_no": "b"}, targets=("national", "hub"))
    link()
    one, other = truth.persons().values()

    with truth.acting():
        assert consequences([one]) == [
            Consequence("hub", "waiting", 1),
            Consequence("national", "waiting", 1),
        ]
        assert [each.count for each in consequences([one, other])] == [2, 2]


class Histories(RuleBasedStateMachine):
    """Any history of arriving, joining, parting and taking back."""

    store = link = truth = by = admin = None

    @initialize()
    def begin(self):
        self.admin.execute("SET session_replication_role = replica")
        self.admin.execute(
            "TRUNCATE records_sighting, records_person, records_personlink, records_pair, records_linkdecision,"
            " records_healthcheck, records_blockingkeys, records_conflict, records_outbox CASCADE"
        )
        self.batches, self.facts, self.made = 0, {}, []
        self.arrive([(0, True), (1, True), (1, False)])

    @rule(people=st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=3))
    def arrive(self, people):
        self.batches += 1
        rows = [
            {
                "person": who,
                "name": f"郝试{'甲乙丙丁'[who]}",
                "id_no": number(who) if numbered else None,
                "live_region": "610323101001",
                "live_addr": str(self.batches),
                "source_no": f"{self.batches}-{place}",
                "check_date": dt.date(2000, 1, 1) + dt.timedelta(days=3 * self.batches + place),
            }
            for place, (who, numbered) in enumerate(people)
        ]
        self.store(*rows, sender=1 + self.batches % 2, batch=self.batches)
        self.link(self.batches)
        with self.truth.acting():
            find_pairs(self.batches)
        self.facts = self._facts() | self.facts
        self.made = [(decision, None) for decision, _ in self.made]  # before that there was less

    @rule(data=st.data())
    def join(self, data):
        persons = sorted(set(self.truth.persons().values()))
        if len(persons) > 1:
            a, b = data.draw(st.permutations(persons))[:2]
            self._decide(lambda: actions.join(a, b, by=self.by, because=WHY))

    @rule(data=st.data())
    def separate(self, data):
        persons = self.truth.persons()
        owners = list(persons.values())
        several = sorted({one for one in owners if owners.count(one) > 1})
        if several:
            person = data.draw(st.sampled_from(several))
            mine = [sighting for sighting, owner in persons.items() if owner == person]
            size = data.draw(st.integers(1, len(mine) - 1))
            chosen = data.draw(st.permutations(mine))[:size]
            self._decide(lambda: actions.separate(person, chosen, by=self.by, because=WHY))

    @rule(data=st.data())
    def keep_apart(self, data):
        pairs = self.truth.pairs()
        if pairs:
            pair = data.draw(st.sampled_from([one.pk for one in pairs]))
            self._decide(lambda: actions.keep_apart(pair, by=self.by, because=WHY))

    @rule()
    def take_back_the_last(self):
        if self.made:
            decision, before = self.made.pop()
            actions.undo(decision, by=self.by, because="误判")
            if before is not None:
                assert self._state() == before

    @rule(data=st.data())
    def take_back_any(self, data):
        if self.made:
            place = data.draw(st.integers(0, len(self.made) - 1))
            links = self.truth.links()
            try:
                actions.undo(self.made[place][0], by=self.by, because="误判")
            except PersonMistake:
                assert self.truth.links() == links
                return
            del self.made[place]
            self.made = [
                (decision, before if at < place else None) for at, (decision, before) in enumerate(self.made)
            ]

    @invariant()
    def every_sighting_has_one_person_and_facts_never_move(self):
        facts = self._facts()
        assert facts == self.facts
        assert set(facts.values()) <= set(self.truth.persons())

    @invariant()
    def a_person_has_the_values_of_its_own_sightings(self):
        persons = self.truth.persons()
        for person in self.truth.golden():
            for given in ("name_from_id", "number_from_id"):
                assert person[given] is None or persons[person[given]] == person["id"]

    @invariant()
    def no_pair_waits_twice_and_none_of_one_person(self):
        pairs = [(pair.person_a_id, pair.person_b_id) for pair in self.truth.pairs()]
        assert len(set(pairs)) == len(pairs)
        assert all(a < b for a, b in pairs)

    def _decide(self, deed):
        before = self._state()
        self.made.append((deed(), before))

    def _state(self):
        return self.truth.links(), self.truth.golden(), self.truth.waiting()

    def _facts(self):
        with self.truth.acting():
            return dict(HealthCheck.objects.values_list("id", "sighting_id"))


@pytest.mark.clause("N4")
def test_any_history_can_be_taken_back_step_by_step(store, link, truth, by, admin):
    class Here(Histories):
        pass

    for name, thing in {"store": store, "link": link, "truth": truth, "by": by, "admin": admin}.items():
        setattr(Here, name, staticmethod(thing) if name in ("store", "link") else thing)
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=12, stateful_step_count=10, deadline=None, suppress_health_check=list(Health)
        ),
    )
