"""What a good registrar would say of pairs that are hard to judge; precision and recall for each trap."""

from collections import defaultdict

import pytest
from tests.spec.linkage.hard_set import COUNTED, COUNTS, ON, pairs

from qinkang.linkage.background import Background
from qinkang.linkage.blocking import by_place, by_shape, by_sound, meant_numbers
from qinkang.linkage.judging import Verdict, judge

SAYS = {"同一": Verdict.SAME, "疑似": Verdict.SUSPECTED, "不同": Verdict.DIFFERENT}
BACKGROUND = Background(COUNTS, COUNTED, {"13888881234": 30})


def told() -> str:
    """Draw precision and recall of 同一 and 疑似 against 不同, trap by trap, and each wrong pair."""
    tally, wrong = defaultdict(lambda: [0, 0, 0]), []
    for pair in pairs():
        judged = judge(pair.a, pair.b, BACKGROUND)
        brought, together = judged.verdict != Verdict.DIFFERENT, pair.expected != "不同"
        tally[pair.trap][0] += brought and together
        tally[pair.trap][1] += brought and not together
        tally[pair.trap][2] += together and not brought
        if judged.verdict != SAYS[pair.expected]:
            wrong.append(
                f"  pair {pair.no} ({pair.trap}): {judged.verdict} {judged.score:.1f}, not {pair.expected}"
            )
            wrong += [f"      {reason.label} {reason.weight:+.1f}" for reason in judged.reasons]
    lines = ["trap: precision, recall"]
    for trap, (right, false, missed) in tally.items():
        precision, recall = right / max(right + false, 1), right / max(right + missed, 1)
        lines.append(f"  {trap}: {precision:.2f}, {recall:.2f}")
    return "\n".join([*lines, *wrong])


def test_the_table_has_every_pair_whole():
    assert [pair.no for pair in pairs()] == [str(number) for number in range(1, 52)]
    assert len({pair.trap for pair in pairs()}) == 12


@pytest.mark.clause("N8")
def test_every_trap_is_judged_as_a_good_registrar_would():
    wrong = [p.no for p in pairs() if judge(p.a, p.b, BACKGROUND).verdict != SAYS[p.expected]]

    assert wrong == [], told()


def test_the_order_of_the_two_makes_no_difference():
    for pair in pairs():
        there, back = judge(pair.a, pair.b, BACKGROUND), judge(pair.b, pair.a, BACKGROUND)
        assert (there.verdict, there.reasons) == (back.verdict, back.reasons), pair.no


def test_no_pair_that_belongs_together_is_lost_before_it_is_compared():
    def blocks(one):
        numbers = {one.read_number, *meant_numbers(one, on=ON)}
        return {by_sound(one), by_shape(one), by_place(one), one.phone, *numbers} - {None}

    lost = [p.no for p in pairs() if p.expected != "不同" and not blocks(p.a) & blocks(p.b)]

    assert lost == []


def test_an_explanation_says_what_was_found_and_never_a_value():
    for pair in pairs():
        shown = repr([reason.as_json() for reason in judge(pair.a, pair.b, BACKGROUND).reasons])
        for one in (pair.a, pair.b):
            values = {one.name, one.number, one.phone, one.region, one.birth_date.isoformat()} - {None}
            assert not [value for value in values if value in shown], pair.no
