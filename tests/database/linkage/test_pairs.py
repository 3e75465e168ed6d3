"""Who looks alike is found by keyed indexes, explained without a value, and never joined."""

import json

import pytest
from django.db import connection
from tests.database.linkage.conftest import VILLAGE
from tests.database.records.conftest import BAOJI, XIAN, number

from qinkang.records import actions
from qinkang.records.models import Pair
from qinkang.records.writing import blocking
from qinkang.records.writing.pairs import find_pairs

A = {"person": 1, "name": "郝试甲"}
WITHOUT = {**A, "id_no": None}
SLIPPED = {**A, "id_no": number(1)[:3] + "7" + number(1)[4:]}


def test_the_same_person_without_a_number_waits_for_somebody_and_is_not_joined(arrive, truth):
    arrive(A)
    found = arrive(WITHOUT, sender=2, batch=2)

    (pair,) = truth.pairs()
    assert len(set(truth.persons().values())) == 2
    assert (found.pairs, pair.state, pair.batch_id) == (1, "open", 2)
    assert pair.levels == "unknown same same same unknown village"


@pytest.mark.parametrize("first, second", [(A, SLIPPED), (SLIPPED, A)], ids=["sound first", "slipped first"])
def test_a_number_with_a_slip_waits_beside_the_sound_one(arrive, truth, first, second):
    arrive(first)
    arrive(second, sender=2, batch=2)

    (pair,) = truth.pairs()
    assert pair.levels.startswith("one_digit same same")


def test_a_slipped_number_finds_the_sound_one_by_what_it_may_have_meant(arrive, truth):
    arrive({**A, "birth_date": None, "live_region": None})
    found = arrive(
        {**SLIPPED, "birth_date": None, "live_region": "610702", "name": "郝试钾"}, sender=2, batch=2
    )

    assert found.compared == 1


@pytest.mark.parametrize(
    "other",
    [
        {"name": "郝侍甲"},
        {"name": "郝试木"},
        {"name": "郝试由", "base": "郝试田"},
        {"sex": "1"},
        {"birth_date": None},
        {"name": "试尔古丽", "base": "试尔古丽·甲提"},
    ],
    ids=["heard wrong", "not alike", "seen wrong", "other sex", "no birth date", "without the father's name"],
)
def test_other_spellings_are_brought_together(arrive, truth, other):
    arrive({**A, "name": other.pop("base", A["name"])})
    found = arrive({**WITHOUT, **other}, sender=2, batch=2)

    assert found.compared == (0 if other.get("name") == "郝试木" else 1)


def test_two_in_one_batch_are_compared_too(arrive, truth):
    assert arrive(A, WITHOUT).pairs == 1


def test_twins_with_one_phone_are_no_pair(arrive, truth):
    phone = {"phone": "13912340002"}
    arrive({**A, **phone, "name": "郝建试"})
    found = arrive({**WITHOUT, **phone, "name": "郝国试"}, sender=2, batch=2)

    assert (found.compared, found.pairs, truth.pairs()) == (1, 0, [])


def test_a_key_that_everybody_shares_brings_nobody_together(arrive, monkeypatch):
    monkeypatch.setattr(blocking, "MOST", 3)
    crowd = [{"person": n, "name": f"郝{'东南西北'[n]}试", "phone": "13912340002"} for n in range(4)]

    assert arrive(*crowd[:3]).compared == 3
    assert arrive(*crowd[3:], sender=2, batch=2).compared == 0


def test_a_frequent_name_is_not_enough_far_from_home(arrive, truth):
    born = [{"person": n, "name": "王秀英", "birth_date": None} for n in range(2, 42)]
    far = {**WITHOUT, "live_region": "610702101001"}
    arrive(*born, {**A, "name": "王秀英"}, A)
    with connection.cursor() as cursor, truth.acting():
        cursor.execute("UPDATE records_namecount SET count = count * 100000 WHERE count > 1")  # a province

    found = arrive({**far, "name": "王秀英"}, far, sender=2, batch=2)

    assert found.compared >= 2
    assert [pair.levels.split()[1] for pair in truth.pairs()] == ["same"]


def test_an_explanation_holds_no_value_of_anybody(arrive, truth):
    arrive({**A, "phone": "13912340002", "live_addr": "甲镇乙村"})
    arrive({**SLIPPED, "phone": "13912340002", "live_addr": "甲镇乙村"}, sender=2, batch=2)

    (pair,) = truth.pairs()
    shown = json.dumps(pair.explanation, ensure_ascii=False)
    assert [reason["label"] for reason in pair.explanation][:2] == ["证件号码一位不同", "姓名一致"]
    for value in ("郝", "13912340002", number(1)[:8], "1950", VILLAGE, "甲镇"):
        assert value not in shown


def test_the_pair_is_seen_by_those_who_may_see_both(arrive, truth):
    arrive({**A, "city": XIAN})
    arrive({**WITHOUT, "city": XIAN}, sender=2, batch=2)

    assert (len(truth.pairs(XIAN)), len(truth.pairs(BAOJI))) == (1, 0)

    arrive({**A, "person": 5, "city": XIAN, "name": "郝试乙"}, batch=3)
    arrive({**WITHOUT, "city": BAOJI, "name": "郝试乙"}, sender=2, batch=4)

    assert (len(truth.pairs()), len(truth.pairs(XIAN)), len(truth.pairs(BAOJI))) == (2, 1, 0)
    with truth.acting(BAOJI):
        assert Pair.objects.count() == 1


def test_a_pair_found_not_to_be_one_does_not_ask_again(arrive, truth, by):
    arrive(A)
    arrive(WITHOUT, sender=2, batch=2)
    actions.keep_apart(truth.pairs()[0].pk, by=by, because="电话核实，是两个人")

    arrive({**A, "live_addr": "换了写法"}, sender=3, batch=3)

    assert truth.pairs() == []


def test_stronger_evidence_of_another_kind_asks_again(arrive, truth, by):
    arrive({**A, "phone": "13912340002"})
    arrive({**WITHOUT, "phone": "13912340002", "live_region": "610323102001"}, sender=2, batch=2)
    actions.keep_apart(truth.pairs()[0].pk, by=by, because="电话核实，是两个人")

    arrive({**A, "phone": "13912340002", "live_region": "610323102001"}, sender=3, batch=3)

    (pair,) = truth.pairs()
    assert (pair.decided_levels.split()[-1], pair.levels.split()[-1]) == ("county", "village")


def test_one_number_with_two_names_is_told(arrive, truth):
    arrive(A, {"person": 2})
    found = arrive({**A, "name": "曹旁人"}, {"person": 2}, {"person": 3}, sender=2, batch=2)

    (conflict,) = truth.conflicts()
    assert (found.conflicts, found.pairs) == (1, 0)
    assert {one["level"] for one in conflict.explanation} >= {"same", "different"}
    assert len(set(truth.persons().values())) == 3


def test_another_spelling_of_the_name_is_no_contradiction(arrive, truth):
    arrive({**A, "name": "閆试甲"})

    assert arrive({**A, "name": "闫试甲"}, sender=2, batch=2).conflicts == 0


@pytest.mark.parametrize("differs", [{"sex": "1"}, {"birth_date": None}, {"name": "郝侍甲"}], ids=str)
def test_sex_birth_and_name_contradict_where_both_are_said(arrive, truth, differs):
    arrive(A)

    assert arrive({**A, **differs}, sender=2, batch=2).conflicts == (0 if None in differs.values() else 1)


def test_a_contradiction_ends_by_parting_or_by_accepting(arrive, truth, by):
    arrive(A)
    arrive({**A, "name": "曹旁人"}, sender=2, batch=2)
    (conflict,) = truth.conflicts()

    accepted = actions.accept(conflict.pk, by=by, because="录入错误，已告知")
    assert truth.conflicts() == []
    actions.undo(accepted, by=by, because="再核")
    assert [one.pk for one in truth.conflicts()] == [conflict.pk]
    actions.separate(conflict.person_id, [conflict.sighting_b_id], by=by, because="借用他人号码")

    assert truth.conflicts() == []
    assert truth.pairs() == []


def test_finding_twice_changes_nothing(arrive, truth):
    arrive(A, WITHOUT)
    before = truth.waiting()
    with truth.acting():
        again = find_pairs(1)

    assert (again.pairs, truth.waiting()) == (0, before)
