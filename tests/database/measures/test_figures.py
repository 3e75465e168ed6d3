"""Figures from check-ups in PostgreSQL: who counts, where, for whom, and what is not shown."""

from datetime import date

import pytest

from qinkang.kernel.period import Period
from qinkang.measures.figures import figures
from qinkang.measures.measure import MEASURES
from qinkang.measures.opening import NoFigures
from qinkang.measures.place import Level, Tree
from qinkang.mistake import Mistake
from qinkang.registry.models import UnitArea

YEAR = Period.parse("2025")
EXAMINED = "elderly.examined_65"
MANAGED = "elderly.managed_rate"
MAY = date(2025, 5, 5)


def measured(province, code, scope=None, **asked):
    return figures(scope or province.here, MEASURES[code], **{"period": YEAR, **asked})


def examined(province, *places, day=MAY, **values):
    """Store one check-up for a new person in each place; return the records."""
    people = province.people(*({"live_region": place} for place in places))
    return province.check_ups(*({"person": person, "day": day, **values} for person in people))


def numerators(found):
    return {line.place: line.numerator for line in found.lines if line.numerator != 0}


def test_without_a_file_the_sentence_says_what_to_do(province):
    with pytest.raises(NoFigures, match="还没有生成"):
        measured(province, EXAMINED)


def test_people_are_counted_where_they_live_by_city_county_and_township(province):
    examined(province, *["610322100"] * 6, *["610322"] * 5, *["610323100"] * 7, *["610403"] * 8)
    province.build()

    assert numerators(measured(province, EXAMINED, level=Level.CITY)) == {"610300": 18, "610400": 8}
    assert numerators(measured(province, EXAMINED, area="610300", level=Level.COUNTY)) == {
        "610305": 11,
        "610323": 7,
    }
    by_township = measured(province, EXAMINED, area="610300", level=Level.TOWNSHIP)
    assert numerators(by_township) == {"610305100": 6, "610323100": 7, None: 5}
    assert measured(province, EXAMINED).total.numerator == 26


def test_report_units_take_yangling_out_of_xianyang_and_hancheng_out_of_weinan(province):
    examined(province, *["610403"] * 8, *["610402"] * 6, *["610581"] * 9, *["610502"] * 7)
    province.build()

    statutory = numerators(measured(province, EXAMINED, level=Level.CITY))
    reported = numerators(measured(province, EXAMINED, tree=Tree.REPORT, level=Level.CITY))

    assert statutory == {"610400": 14, "610500": 16}
    assert reported == {"CITY-610400": 6, "CITY-610403": 8, "CITY-610500": 7, "CITY-610581": 9}


def test_somebody_examined_twice_counts_once_where_they_lived_last(province):
    (person,) = province.people({"live_region": "610323"})
    province.check_ups(
        {"person": person, "day": date(2025, 2, 1)}, {"person": person, "day": date(2025, 9, 1)}
    )
    examined(province, *["610323"] * 5)
    province.build()

    assert measured(province, EXAMINED).total.numerator == 6


def test_a_former_code_counts_for_its_successor(province):
    examined(province, *["610321"] * 6)  # 宝鸡县, 陈仓区 since 2003
    province.build()

    assert numerators(measured(province, EXAMINED, level=Level.COUNTY)) == {"610304": 6}


def test_people_of_no_known_place_stand_on_a_line_of_their_own(province):
    examined(province, *["610323"] * 6, *[None] * 5)
    province.build()

    found = measured(province, EXAMINED, level=Level.CITY)

    assert numerators(found) == {"610300": 6, None: 5}
    assert found.lines[-1].name == "区划不详"
    assert found.total.numerator == 11


def test_held_and_withdrawn_records_do_not_count(province):
    examined(province, *["610323"] * 6)
    examined(province, *["610323"] * 6, standing="held")
    examined(province, *["610323"] * 6, standing="withdrawn")
    province.build()

    assert measured(province, EXAMINED).total.numerator == 6


def test_only_what_the_national_system_has_counts_when_limited_to_what_was_pushed(province):
    there = examined(province, *["610323"] * 7)
    province.pushed(there)
    withdrawn = examined(province, *["610323"] * 6)
    province.pushed(withdrawn)
    province.pushed(withdrawn, operation="withdraw", version=2)
    waiting = examined(province, *["610323"] * 8)
    province.pushed(waiting, state="waiting")
    province.build()

    assert measured(province, EXAMINED).total.numerator == 21
    assert measured(province, EXAMINED, pushed_only=True).total.numerator == 7


def test_a_rate_without_a_denominator_is_none_and_never_of_recorded_people(province):
    examined(province, *["610323"] * 6)
    province.build()

    found = measured(province, MANAGED, area="610323")

    assert (found.total.numerator, found.total.denominator, found.total.value) == (6, None, None)
    assert "无分母" in found.sentence()
    assert "无分母：没有2025年的统计局常住人口" in found.denominator_from


def test_a_rate_names_its_source_and_can_be_copied_as_a_sentence(province):
    examined(province, *["610323"] * 6)
    province.population(2025, {"610323": 8})
    province.population(2025, {"610323": 12}, source="2")
    province.build()

    found = measured(province, MANAGED, area="610323")

    assert found.sentence() == (
        "2025年岐山县老年人健康管理率为75.0%（分子6人，分母8人）"
        "（分母来源：统计局常住人口2025年（截至2025-12-31），数据截至2026-03-02 00:00）。"
    )
    assert measured(province, MANAGED, area="610323", population="2").total.value == 50.0


def test_a_city_has_a_denominator_only_when_all_its_counties_have(province):
    from qinkang.kernel.area import AreaBook

    counties = AreaBook.packaged().children("610200", date(2026, 1, 1))
    examined(province, *[counties[0]] * 30)
    province.population(2025, dict.fromkeys(counties[1:], 100))
    province.build()

    assert measured(province, MANAGED, area="610200").total.value is None

    province.population(2025, {counties[0]: 100})
    province.build()
    found = measured(province, MANAGED, area="610200", level=Level.COUNTY)

    assert found.total.denominator == 100 * len(counties)
    assert {line.denominator for line in found.lines} == {100}


def test_a_rate_above_a_hundred_is_shown_and_marked(province):
    examined(province, *["610323"] * 6)
    province.population(2025, {"610323": 5})
    province.build()

    line = measured(province, MANAGED, area="610323").total

    assert line.value == 120.0
    assert line.over_a_hundred
    assert line.interval is None


def test_an_incomplete_form_is_not_managed_but_an_earlier_complete_one_is(province):
    people = province.people(*[{"live_region": "610323"}] * 12)
    province.check_ups(*({"person": one, "day": MAY, "temperature": None} for one in people))
    province.check_ups(*({"person": one, "day": date(2025, 1, 5)} for one in people[:7]))
    province.population(2025, {"610323": 20})
    province.build()

    assert measured(province, MANAGED, area="610323").total.numerator == 7
    assert measured(province, EXAMINED).total.numerator == 12


def test_the_pressure_threshold_is_one_of_age_on_the_day(province):
    at_64 = province.people(*[{"live_region": "610323", "birth_date": date(1960, 5, 6)}] * 10)
    at_65 = province.people(*[{"live_region": "610323", "birth_date": date(1960, 5, 5)}] * 10)
    province.check_ups(
        *({"person": one, "day": MAY, "sbp_left": 145.0, "dbp_left": 80.0, "sbp_right": None, "dbp_right": None} for one in at_64 + at_65),
    )  # fmt: skip
    province.build()

    found = measured(province, "elderly.pressure_below")

    assert (found.total.numerator, found.total.denominator) == (10, 20)


def test_whoever_was_not_measured_is_in_neither_part(province):
    people = province.people(*[{"live_region": "610323"}] * 30)
    province.check_ups(*({"person": one, "day": MAY, "fpg": 6.9} for one in people[:12]))
    province.check_ups(*({"person": one, "day": MAY, "fpg": 7.0} for one in people[12:20]))
    province.check_ups(*({"person": one, "day": MAY, "fpg": None} for one in people[20:]))
    province.build()

    found = measured(province, "elderly.glucose_below")

    assert (found.total.numerator, found.total.denominator, found.total.value) == (12, 20, 60.0)


def test_an_outsider_sees_nothing_and_a_county_sees_its_own(province):
    examined(province, *["610323"] * 6, *["610502"] * 7)
    province.population(2025, {"610323": 10, "610502": 10})
    province.build()

    def seen(unit, **asked):
        return measured(province, MANAGED, province.scope(unit), **asked)

    outside = seen("SX-610200", area="610323")
    assert (outside.lines, outside.total.numerator, outside.total.denominator) == ((), 0, None)
    own = seen("SX-610323", level=Level.COUNTY)
    assert [(line.place, line.numerator, line.denominator) for line in own.lines] == [("610323", 6, 10)]
    assert (own.total.numerator, own.total.denominator) == (6, 10)
    city = seen("SX-610300", level=Level.COUNTY)
    assert numerators(city) == {"610323": 6}
    assert city.total.denominator is None  # not all its counties have one
    assert (own.total.name, own.lines[0].name) == ("陕西省（管理范围内）", "岐山县")


def test_an_institution_sees_its_own_people_and_no_denominator_of_the_county(province):
    from qinkang.registry.actions import register_organisation
    from qinkang.registry.entry import Entry
    from qinkang.registry.models import ManagementUnit, Organisation

    register_organisation(
        Entry("T-1", "岐山县试验卫生院", county="610323", unit="SX-610323", kind="C220"), by=province.by()
    )
    with province.acting():
        unit = ManagementUnit.objects.create(
            code="T-1", name="岐山县试验卫生院", level="institution", kind="institution"
        )
        Organisation.objects.filter(code="T-1").update(own_unit=unit)
    province.units["T-1"] = unit.pk
    examined(province, *["610323"] * 6, org="岐山县试验卫生院")
    examined(province, *["610323"] * 9)
    province.population(2025, {"610323": 20})
    province.build()

    found = measured(province, MANAGED, province.scope("T-1"), area="610323")

    assert (found.total.numerator, found.total.denominator) == (6, None)
    assert found.total.name == "岐山县（管理范围内）"


def test_one_to_four_people_are_not_shown_nor_to_be_worked_out(province):
    examined(province, *["610323"] * 3, *["610324"] * 6, *["610326"] * 9)
    province.build()

    found = measured(province, EXAMINED, area="610300", level=Level.COUNTY)
    shown = {line.place: (line.numerator, line.suppressed) for line in found.lines}

    assert found.total.numerator == 18
    assert shown["610323"] == (None, True)
    assert shown["610324"] == (None, True)  # else 18 - 9 - 6 tells
    assert shown["610326"] == (9, False)
    assert shown["610302"] == (0, False)
    assert "不足5" in found.sentence(next(line for line in found.lines if line.place == "610323"))


def test_rates_of_fewer_than_thirty_have_no_rank(province):
    examined(province, *["610323"] * 20, *["610324"] * 24, *["610326"] * 12)
    province.population(2025, {"610323": 40, "610324": 40, "610326": 29})
    province.build()

    found = measured(province, MANAGED, area="610300", level=Level.COUNTY)

    ranks = {line.place: line.rank for line in found.lines if line.rank}
    assert ranks == {"610324": 1, "610323": 2}
    assert next(line for line in found.lines if line.place == "610326").value is not None


def test_questions_that_cannot_be_answered_say_why(province):
    province.build()

    with pytest.raises(Mistake, match="没有代码为 619999 的行政区划"):
        measured(province, EXAMINED, area="619999")
    with pytest.raises(Mistake, match="没有代码为 610300 的填报单位"):
        measured(province, EXAMINED, area="610300", tree=Tree.REPORT)
    with pytest.raises(Mistake, match="层级"):
        measured(province, EXAMINED, area="610323", level=Level.CITY)
    with pytest.raises(Mistake, match="性别"):
        measured(province, EXAMINED, sex="1' OR 1=1")


def test_a_divided_county_has_a_denominator_as_a_whole_though_nobody_knows_its_parts(province):
    with province.acting():
        taken = UnitArea.objects.create(unit_id=province.units["SX-XX"], area_code="610402100")
    examined(province, *["610402"] * 6)
    province.population(2025, {"610402": 60})
    try:
        province.build()
    finally:
        province.give_back(taken.pk)

    whole = measured(province, MANAGED, area="610402")
    some = measured(province, MANAGED, province.scope("SX-XX"), area="610402")

    assert (whole.total.denominator, some.total.denominator) == (60, None)
