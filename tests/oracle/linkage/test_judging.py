"""Many pairs are judged as one pair is; order makes no difference; agreement never harms."""

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinkang.kernel.citizen_id import check_character
from qinkang.linkage.background import Background
from qinkang.linkage.identity import Identity
from qinkang.linkage.judging import Verdict, judge, judge_pairs
from qinkang.linkage.people import COLUMNS, people

ON = date(2026, 6, 30)
PHONES = ["13912340001", "13912340002", "029-88812345", ""]


@st.composite
def numbers(draw):
    """Numbers that lie close together: sound, slipped, short, filler, or nonsense."""
    first = f"610000195{draw(st.sampled_from('01'))}0101{draw(st.sampled_from(['015', '051', '016']))}"
    whole = first + check_character(first)
    place = draw(st.integers(0, 16))
    swapped = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]
    changed = whole[:place] + draw(st.sampled_from("0123456789")) + whole[place + 1 :]
    short = first[:6] + first[8:]
    return draw(
        st.sampled_from([whole, whole, swapped, changed, short, f" {whole} ", "1" * 18, "无", whole[:17]])
    )


names = st.one_of(
    st.text("张張章单丹末未国國建", min_size=1, max_size=5),
    st.sampled_from(
        ["阿依·买提", "阿依.麦提", "阿依", "测试", "无名", "A·B", "J. Smith", "", "欧阳未", "單于明"]
    ),
    st.text(max_size=4),
)
identities = st.builds(
    Identity,
    on=st.just(ON),
    name=st.none() | names,
    number=st.none() | numbers(),
    id_type=st.sampled_from([None, "01", "01", "03"]),
    sex=st.sampled_from([None, "1", "2", "9"]),
    birth_date=st.none()
    | st.dates(date(1950, 1, 1), date(1951, 4, 3)).map(lambda day: day.replace(day=min(day.day, 4))),
    phone=st.none() | st.sampled_from(PHONES),
    region=st.none()
    | st.sampled_from(
        ["610323", "610323101", "610323101001", "610323101002", "6103231010", "61", "", "610324"]
    ),
)
backgrounds = st.builds(
    Background,
    names=st.dictionaries(st.sampled_from(["张国", "张建国", "单国", "阿依买提"]), st.integers(1, 9000)),
    named=st.integers(0, 9_000_000),
    phones=st.dictionaries(st.sampled_from(PHONES), st.integers(1, 9)),
)


def columns(those: list[Identity]) -> pa.Table:
    """Return identities as `people` takes them."""
    kinds = {name: pa.date32() if name == "birth_date" else pa.string() for name in COLUMNS}
    return pa.table({name: pa.array([getattr(one, name) for one in those], kinds[name]) for name in COLUMNS})


@settings(deadline=None, max_examples=150)
@given(those=st.lists(identities, min_size=1, max_size=8), background=backgrounds)
def test_many_pairs_are_judged_as_one_is(those, background):
    left, right = (side.ravel() for side in np.indices((len(those), len(those))))

    many = judge_pairs(people(columns(those), on=ON), left, right, background)

    for place, (a, b) in enumerate(zip(left, right, strict=True)):
        one, of_many = judge(those[a], those[b], background), many[place]
        assert (one.verdict, one.reasons) == (of_many.verdict, of_many.reasons)
        assert one.score == pytest.approx(of_many.score, abs=1e-9)


@settings(deadline=None, max_examples=150)
@given(a=identities, b=identities, background=backgrounds)
def test_the_order_of_two_makes_no_difference(a, b, background):
    there, back = judge(a, b, background), judge(b, a, background)

    assert (there.verdict, there.reasons) == (back.verdict, back.reasons)


@settings(deadline=None, max_examples=150)
@given(
    a=identities,
    b=identities,
    background=backgrounds,
    what=st.sampled_from(["name", "sex", "birth_date", "phone", "region", "number"]),
)
def test_agreeing_where_two_differed_never_speaks_against_them(a, b, background, what):
    kind = {"id_type": b.id_type} if what == "number" else {}
    nearer = replace(a, **{what: getattr(b, what)}, **kind)
    before, after = judge(a, b, background), judge(nearer, b, background)

    if getattr(b, what) is not None and (what != "number" or b.soundness):
        assert after.score >= before.score - 1e-9 or after.verdict == Verdict.SAME


@settings(deadline=None, max_examples=150)
@given(a=identities, b=identities, background=backgrounds)
def test_nothing_but_the_number_makes_one_person(a, b, background):
    same_number = a.kind == b.kind and a.read_number == b.read_number and a.soundness == b.soundness == 2

    assert (judge(a, b, background).verdict == Verdict.SAME) == same_number


def test_no_pairs_give_no_verdicts():
    nothing = np.array([], dtype=np.int64)

    assert len(judge_pairs(people(columns([]), on=ON), nothing, nothing).score) == 0
