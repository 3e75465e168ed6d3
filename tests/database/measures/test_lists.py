"""The lists behind a figure: the same people as the figure, shown only to whom the truth shows them."""

from datetime import date

import pytest

from qinkang.accounts.models import AuditEvent
from qinkang.accounts.scope import NotActing
from qinkang.kernel.period import Period
from qinkang.measures.figures import figures
from qinkang.measures.lists import Which, cases, keys
from qinkang.measures.measure import MEASURES
from qinkang.mistake import Mistake
from qinkang.records.models import HealthCheck

YEAR = Period.parse("2025")
MAY = date(2025, 5, 5)
MANAGED, GLUCOSE = MEASURES["elderly.managed_rate"], MEASURES["elderly.glucose_below"]


@pytest.fixture
def qishan(province):
    """Give 岐山县 with six people examined in 2025, one only in 2024, and one too young to be asked for."""
    province.persons = province.people(
        *({"live_region": "610323100", "name": "欧阳试验", "id_no": "610323194912310017"} for _ in range(6)),
        {"live_region": "610323101", "name": "司马未检", "id_no": "610323194912310025"},
        {"live_region": "610323", "birth_date": date(1962, 1, 1)},
    )
    province.seal()
    examined = [{"person": one, "day": MAY, "fpg": 6.0} for one in province.persons[:5]]
    examined.append({"person": province.persons[5], "day": MAY, "fpg": 9.0, "doctor": "乙医生"})
    province.records = province.check_ups(
        *examined, {"person": province.persons[6], "day": date(2024, 5, 5), "fpg": 6.0, "doctor": "丙医生"}
    )
    province.build()
    return province


def listed(province, measure, which, **asked):
    return keys(province.here, measure, period=YEAR, which=which, **asked)


def test_a_list_has_as_many_rows_as_the_figure_says(qishan):
    found = figures(qishan.here, GLUCOSE, period=YEAR).total
    numerator = listed(qishan, GLUCOSE, Which.NUMERATOR)
    denominator = listed(qishan, GLUCOSE, Which.DENOMINATOR)
    not_yet = listed(qishan, GLUCOSE, Which.NOT_YET)

    assert (found.numerator, found.denominator) == (5, 6) == (len(numerator.keys), len(denominator.keys))
    assert [key.record for key in not_yet.keys] == [qishan.records[5]]
    assert {*numerator.keys, *not_yet.keys} == set(denominator.keys)
    assert denominator.by_doctor == {(None, "甲医生"): 5, (None, "乙医生"): 1}


def test_whoever_was_due_and_not_examined_is_listed_by_township_and_doctor(qishan):
    found = listed(qishan, MANAGED, Which.NOT_YET)

    assert [key.person for key in found.keys] == [qishan.persons[6]]
    assert found.known_only
    assert found.by_township == {"610323101": 1}
    assert found.by_doctor == {(None, "丙医生"): 1}


def test_a_denominator_from_outside_has_no_list(qishan):
    with pytest.raises(Mistake, match="没有名单"):
        listed(qishan, MANAGED, Which.DENOMINATOR)


def test_a_case_is_masked_and_its_reading_audited(qishan):
    found = listed(qishan, GLUCOSE, Which.NUMERATOR)

    with qishan.acting(because="核对名单"):
        page = cases(found, most=2)
        (event,) = AuditEvent.objects.filter(because="核对名单")

    assert [(case.identity.name, case.identity.id_no) for case in page] == [
        ("欧阳*验", "6***************17")
    ] * 2
    assert (event.action, event.rows) == ("read_identity", 2)
    assert "欧阳试验" not in repr(page)


def test_more_than_the_masked_form_is_audited_as_such(qishan):
    with qishan.acting(because="电话随访"):
        (case,) = cases(listed(qishan, MANAGED, Which.NOT_YET), masked=False)
        (event,) = AuditEvent.objects.filter(because="电话随访")

    assert case.identity.name == "司马未检"
    assert event.action == "unmask_identity"


def test_nobody_is_read_outside_a_context(qishan):
    with pytest.raises(NotActing):
        cases(listed(qishan, GLUCOSE, Which.NUMERATOR))


def test_the_truth_shows_a_list_only_to_those_it_is_for(qishan):
    found = listed(qishan, GLUCOSE, Which.NUMERATOR)

    with qishan.acting(qishan.scope("SX-610200"), "看别处的名单"):
        assert cases(found) == []
    with qishan.acting(qishan.scope("SX-610323"), "看自己的名单"):
        assert len(cases(found)) == 5


def test_keys_outside_the_scope_are_not_in_the_list(qishan):
    for which in (Which.NUMERATOR, Which.NOT_YET):
        assert keys(qishan.scope("SX-610200"), MANAGED, period=YEAR, which=which).keys == ()
        assert len(keys(qishan.scope("SX-610323"), MANAGED, period=YEAR, which=which).keys) > 0


def test_rows_changed_since_the_file_was_made_are_marked(qishan):
    found = listed(qishan, GLUCOSE, Which.NUMERATOR)
    with qishan.acting():
        HealthCheck.objects.filter(pk=qishan.records[0]).update(version=2, fpg=8.0)
        HealthCheck.objects.filter(pk=qishan.records[1]).update(version=2, standing="withdrawn")
        told = {case.key.record: (case.updated, case.gone) for case in cases(found)}

    assert told[qishan.records[0]] == (True, False)
    assert told[qishan.records[1]] == (True, True)
    assert told[qishan.records[2]] == (False, False)
