"""The overview and the lists behind a figure: each officer sees their own part of the province."""

import re

import pytest
from tests.database.elderly.conftest import NAMES

pytestmark = pytest.mark.clause("E3")
EXAMINED = "measure=elderly.examined_60&period=2025"
PRESSURE = "measure=elderly.pressure_below&period=2025"


def text(answer) -> str:
    """What a page says, without its tags."""
    assert answer.status_code == 200, answer.status_code
    plain = re.sub(r"<(script|style|title)[^>]*>.*?</\1>", " ", answer.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", plain))


def test_the_province_sees_all_counties_of_a_city_and_a_county_only_itself(officer):
    province, county = officer("610000").browser, officer("610323").browser

    city = text(province.get(f"/elderly/area/610300/?{EXAMINED}"))
    own = text(county.get(f"/elderly/?{EXAMINED}"))

    assert "岐山县 9" in city and "扶风县 5" in city and "宝鸡市合计 14" in city
    assert "60岁及以上体检人数 9 人" in own and "岐山县合计 9" in own
    assert "扶风县 5" not in own


@pytest.mark.parametrize("area", ["610000", "610300", "610324", "610324100", "999999"])
@pytest.mark.parametrize("page", ["", "cases/", "trend/"])
def test_a_county_officer_opens_no_other_area(officer, area, page):
    assert officer("610323").browser.get(f"/elderly/area/{area}/{page}").status_code == 404


def test_a_city_officer_opens_the_counties_of_the_city_but_not_the_province(officer):
    city = officer("610300").browser

    assert city.get("/elderly/area/610324/").status_code == 200
    assert city.get("/elderly/area/610000/").status_code == 404


def test_only_what_the_nation_confirmed_is_counted_when_asked_for(officer):
    county = officer("610323").browser

    assert "体检人数（推送口径）人数不足5" in text_with_attributes(
        county.get(f"/elderly/?{EXAMINED}&pushed=1")
    )
    assert "体检人数为9人" in text_with_attributes(county.get(f"/elderly/?{EXAMINED}"))


def text_with_attributes(answer) -> str:
    """The whole page, with the sentences that buttons copy."""
    return answer.content.decode()


def test_a_rate_without_residents_has_no_denominator_and_is_not_nought(officer):
    page = text(officer("610323").browser.get("/elderly/?period=2025"))

    assert "无分母" in page and "没有2025年的统计局常住人口" in page


def test_what_cannot_be_asked_is_not_found(officer):
    county = officer("610323").browser

    for query in ("measure=no.such", "period=2025-13", "sex=3", "ages=7-9"):
        assert county.get(f"/elderly/?{query}").status_code == 404, query


def test_the_three_lists_hold_masked_people_by_township_and_doctor(officer):
    county = officer("610323").browser

    above = text(county.get(f"/elderly/area/610323/cases/?{PRESSURE}&which=numerator"))
    below = text(county.get(f"/elderly/area/610323/cases/?{PRESSURE}&which=denominator"))
    not_yet = text(county.get(f"/elderly/area/610323/cases/?{PRESSURE}&which=not_yet"))

    assert [re.search(r"共 (\d+) 人", page)[1] for page in (above, below, not_yet)] == ["6", "8", "2"]
    assert "欧阳*甲" in above and "欧阳*甲" not in not_yet
    assert "610323102 1" in not_yet and "乙医生" in not_yet and "甲医生" not in not_yet
    assert not any(name in page for name in NAMES for page in (above, below, not_yet))


def test_a_list_narrowed_to_a_doctor_names_nobody_in_the_address(officer):
    county = officer("610323").browser
    page = county.get(f"/elderly/area/610323/cases/?{EXAMINED}").content.decode()
    address = next(
        one.replace("&amp;", "&") for one in re.findall(r'href="(/elderly/[^"]*doctor=[^"]*)"', page)
    )

    narrowed = text(county.get(address))

    assert re.search(r"doctor=[0-9a-f]{10}$", address)
    assert "共 5 人" in narrowed


def test_the_list_of_a_whole_city_is_opened_by_county(officer):
    page = officer("610300").browser.get(f"/elderly/area/610300/cases/?{EXAMINED}&which=not_yet")

    assert "名单按县（市、区）打开" in text(page)
    assert "/elderly/area/610324/cases/" in page.content.decode()
    assert "*甲" not in text(page)


def test_whoever_sees_only_parts_of_areas_sees_them_under_their_own_name(officer):
    page = text(officer("XX").browser.get(f"/elderly/?{EXAMINED}"))

    assert "西咸新区" in page and "陕西省合计" not in page


def test_each_indicator_names_those_it_lacks_and_a_count_has_none(officer):
    county = officer("610323").browser

    contracts = text(
        county.get("/elderly/area/610323/cases/?measure=elderly.contracted_rate&period=2025&which=not_yet")
    )
    persons = county.get("/elderly/area/610323/cases/?measure=elderly.persons_60&period=2025&which=not_yet")

    assert "65岁及以上家庭医生签约率：应签未签名单" in contracts and "共 9 人" in contracts
    assert persons.status_code == 404


def test_indicators_of_all_data_sets_are_offered_by_what_they_come_from(officer):
    page = officer("610323").browser.get("/elderly/?measure=elderly.persons_60&period=2025").content.decode()

    groups = re.findall(r'<optgroup label="([^"]+)">', page)
    assert groups == ["健康体检", "家医签约", "人员", "自理能力评估", "居住情况", "死亡信息"]
    assert '<option value="elderly.persons_60" selected>' in page
    assert "岐山县60岁及以上老年人数为9人" in page
