"""Which unit answers for an area, and who stands above it."""

from datetime import date

import pytest
from django.db import Error, connection, transaction
from tests.spec.kernel.drawn import drawn

from qinkang.registry.actions import answer_for_area, give_own_unit, merge_organisation, place_unit
from qinkang.registry.mistakes import RegistryMistake
from qinkang.registry.models import ManagementUnit, UnitArea
from qinkang.registry.questions import scopes_for, subtree, unit_map, units_of_area

from .conftest import TODAY

pytestmark = pytest.mark.usefixtures("db")


def named(ids):
    names = dict(ManagementUnit.objects.values_list("id", "code"))
    return [names[key] for key in ids]


def test_an_area_leads_to_its_unit_and_the_units_above():
    rows = drawn("""
        code         | units above each other            | why
        -------------+-----------------------------------+----------------------------------------
        610323       | SX-610323 SX-610300 SX-610000     | 岐山县
        610323101    | SX-610323 SX-610300 SX-610000     | a township
        610323101201 | SX-610323 SX-610300 SX-610000     | a village
        610322       | SX-610305 SX-610300 SX-610000     | 凤翔县, now 凤翔区
        612322       | SX-610722 SX-610700 SX-610000     | 城固县 of the prefecture 汉中地区
        612633       | SX-610222 SX-610200 SX-610000     | 宜君县, then in 延安地区
        610403       | SX-610403 SX-YL SX-610000         | 杨陵区 stands under 杨凌示范区, not 咸阳
        610581       | SX-610581 SX-610000               | 韩城市 stands directly under the province
        610402       | SX-610402 SX-610400 SX-610000     | 秦都区: 西咸新区 only has a part of it
        610300       | SX-610300 SX-610000               | a city
        610000       | SX-610000                         | the province
        610101       |                                   | 市辖区 is no county
        611100       |                                   | a private code
        SX-YL        |                                   | a private code
        110101       |                                   | another province
                     |                                   | nothing
    """)
    tree = unit_map(TODAY)

    for row in rows:
        above = [named(tree.superiors(unit)) for unit in tree.of_area(row["code"])]
        assert above == ([row["units above each other"].split()] if row["units above each other"] else []), (
            row
        )
    assert named(units_of_area("610323", TODAY)) == ["SX-610323"]


def test_every_county_of_today_has_exactly_one_unit():
    tree = unit_map(TODAY)
    counties = tree.book.counties(TODAY)

    assert len(counties) == 107
    assert {len(tree.of_area(code)) for code in counties} == {1}
    assert len({tree.of_area(code) for code in counties}) == 107


def test_an_officer_sees_what_lies_in_his_own_subtree():
    rows = drawn("""
        officer   | 岐山 | 凤翔 | 秦都 | 杨陵 | 韩城
        ----------+------+------+------+------+-----
        SX-610323 | yes  | no   | no   | no   | no
        SX-610300 | yes  | yes  | no   | no   | no
        SX-610400 | no   | no   | yes  | no   | no
        SX-YL     | no   | no   | no   | yes  | no
        SX-XX     | no   | no   | no   | no   | no
        SX-610500 | no   | no   | no   | no   | no
        SX-610000 | yes  | yes  | yes  | yes  | yes
    """)
    codes = {"岐山": "610323", "凤翔": "610305", "秦都": "610402", "杨陵": "610403", "韩城": "610581"}
    scopes = dict(zip(codes, scopes_for([list(codes.values())], [], None, TODAY), strict=True))
    ids = dict(ManagementUnit.objects.values_list("code", "id"))

    for row in rows:
        unit = ids[row.pop("officer")]
        assert {place: unit in scopes[place] for place in codes} == {
            place: answer == "yes" for place, answer in row.items()
        }


def test_the_sender_sees_its_rows_wherever_they_are(unit):
    xixian = unit("SX-XX").pk

    (theirs,) = scopes_for([["610402"]], [], xixian, TODAY)

    assert xixian in theirs
    assert unit("SX-610402").pk in theirs


def test_a_township_taken_over_is_no_longer_its_countys(by, unit):
    answer_for_area(unit("SX-XX"), "610402009", since=date(2026, 1, 1), by=by)

    assert named(units_of_area("610402009", TODAY)) == ["SX-XX"]
    assert named(units_of_area("610402009201", TODAY)) == ["SX-XX"]
    assert named(units_of_area("610402001", TODAY)) == ["SX-610402"]
    assert named(units_of_area("610402009", date(2025, 12, 31))) == ["SX-610402"]


def test_a_unit_placed_elsewhere_keeps_its_past(by, unit):
    hancheng, weinan, province = unit("SX-610581"), unit("SX-610500"), unit("SX-610000")

    place_unit(hancheng, weinan, since=date(2027, 1, 1), by=by)

    assert hancheng.pk not in subtree(weinan.pk, date(2026, 12, 31))
    assert hancheng.pk in subtree(weinan.pk, date(2027, 1, 1))
    assert hancheng.pk in subtree(province.pk, date(2027, 1, 1))
    assert len(subtree(province.pk, TODAY)) == ManagementUnit.objects.count() == 120


def test_a_unit_cannot_stand_below_itself(by, unit):
    with pytest.raises(RegistryMistake, match="不能作为上级"):
        place_unit(unit("SX-610300"), unit("SX-610323"), since=date(2027, 1, 1), by=by)
    with pytest.raises(RegistryMistake, match="不能作为上级"):
        place_unit(unit("SX-610300"), unit("SX-610300"), since=date(2027, 1, 1), by=by)


@pytest.mark.parametrize("code", ["SX-YL", "611100", "110101", "61032", "610323101201", "٦١٠٣٢٣"])
def test_only_statutory_areas_of_the_province_can_be_answered_for(by, unit, code):
    with pytest.raises(RegistryMistake, match="不是陕西省的行政区划代码"):
        answer_for_area(unit("SX-YL"), code, since=date(2026, 1, 1), by=by)


@pytest.mark.parametrize("code", ["SX-YL", "611100"])
def test_the_database_refuses_private_codes_as_areas(unit, code):
    with pytest.raises(Error), transaction.atomic():
        UnitArea.objects.create(unit=unit("SX-YL"), area_code=code)


def test_an_institutions_rows_are_seen_by_itself_its_manager_and_who_took_it_over(by, unit, register):
    hospital = register("H1", "岐山县虚拟医院")
    provincial = register("H2", "省虚拟医院", county="610113", unit="SX-610000")
    own = [give_own_unit(one, by=by).pk for one in (hospital, provincial)]
    merge_organisation(hospital, provincial, on=date(2026, 6, 1), by=by)

    scopes = scopes_for([], [[hospital.pk, provincial.pk, None]], None, TODAY)

    chain = [unit(code).pk for code in ("SX-610000", "SX-610300", "SX-610323")]
    assert scopes == [sorted([*chain, *own]), sorted([chain[0], own[1]]), []]


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="argument 2"):
        scopes_for([["610323"], []], [], None, TODAY)
    with pytest.raises(ValueError, match="column"):
        scopes_for([], [], 1, TODAY)


def test_the_web_cannot_change_areas():
    with pytest.raises(Error, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE registry_area SET name = 'x'")
