"""行政区划: areas of Shaanxi as they are and as they were."""

import json
from datetime import date

from tests.spec.kernel.drawn import drawn

from qinkang.kernel.area import PROVINCES, AreaBook, county_of, province_known

BOOK = AreaBook.packaged()
NOW = date(2025, 1, 1)


def day(text):
    return date.fromisoformat(text) if text else None


def test_today_there_are_one_province_ten_cities_and_107_counties():
    counties = BOOK.counties(NOW)

    assert (len(BOOK.cities(NOW)), len(counties)) == (10, 107)
    assert [BOOK.level(code) for code in ("610000", "610700", "610702")] == ["province", "city", "county"]
    kinds = {kind: sum(BOOK.name(code).endswith(kind) for code in counties) for kind in "区市县"}
    assert kinds == {"区": 31, "市": 7, "县": 69}


def test_each_city_has_its_number_of_counties():
    rows = drawn("""
        city   | name   | counties
        -------+--------+---------
        610100 | 西安市 | 13
        610200 | 铜川市 | 4
        610300 | 宝鸡市 | 12
        610400 | 咸阳市 | 14
        610500 | 渭南市 | 11
        610600 | 延安市 | 13
        610700 | 汉中市 | 11
        610800 | 榆林市 | 12
        610900 | 安康市 | 10
        611000 | 商洛市 | 7
    """)

    assert list(BOOK.cities(NOW)) == [row["city"] for row in rows]
    for row in rows:
        assert BOOK.name(row["city"]) == row["name"]
        assert len(BOOK.children(row["city"], NOW)) == int(row["counties"]), row["name"]


def test_a_former_code_leads_to_todays():
    rows = drawn("""
        former | on         | today  | name
        -------+------------+--------+-------
        610102 |            | 610102 | 新城区
        610121 |            | 610116 | 长安区
        610123 |            | 610115 | 临潼区
        610125 |            | 610118 | 鄠邑区
        610126 |            | 610117 | 高陵区
        610221 |            | 610204 | 耀州区
        610202 | 1995-01-01 | 610202 | 王益区
        610304 | 1982-06-01 | 610403 | 杨陵区
        610304 | 2010-01-01 | 610304 | 陈仓区
        610304 |            | 610304 | 陈仓区
        610321 |            | 610304 | 陈仓区
        610322 | 2019-01-01 | 610305 | 凤翔区
        610322 | 2022-01-01 | 610305 | 凤翔区
        610626 | 2000-01-01 | 610626 | 吴起县
        610821 |            | 610881 | 神木市
        610928 |            | 610981 | 旬阳市
        610981 | 2019-01-01 | 610981 | 旬阳市
        610421 |            | 610481 | 兴平市
        612100 |            | 610500 | 渭南市
        612131 |            | 610581 | 韩城市
        612125 |            | 610582 | 华阴市
        612122 |            | 610115 | 临潼区
        612200 |            | 610400 | 咸阳市
        612223 |            | 610118 | 鄠邑区
        612230 |            | 610482 | 彬州市
        612301 |            | 610702 | 汉台区
        612321 |            | 610703 | 南郑区
        612421 |            | 610902 | 汉滨区
        612429 |            | 610981 | 旬阳市
        612521 |            | 611002 | 商州区
        612623 |            | 610681 | 子长市
        612633 |            | 610222 | 宜君县
        612721 |            | 610802 | 榆阳区
        612722 |            | 610881 | 神木市
        619002 |            | 610581 | 韩城市
    """)

    for row in rows:
        today = BOOK.resolve(row["former"], day(row["on"]))
        assert (today, BOOK.name(today)) == (row["today"], row["name"]), row["former"]


def test_a_code_is_valid_only_in_its_time():
    rows = drawn("""
        code   | on         | valid | name
        -------+------------+-------+-------
        610322 | 2019-01-01 | yes   | 凤翔县
        610322 | 2021-01-28 | yes   | 凤翔县
        610322 | 2021-01-29 | no    | 凤翔县
        610305 | 2021-01-28 | no    | 凤翔区
        610305 | 2021-01-29 | yes   | 凤翔区
        610202 | 1990-01-01 | yes   | 城区
        610202 | 2010-01-01 | yes   | 王益区
        610304 | 1982-01-01 | yes   | 杨陵区
        610304 | 1990-01-01 | no    | 杨陵区
        610304 | 2004-01-01 | yes   | 陈仓区
        612301 | 1990-01-01 | yes   | 汉中市
        612301 | 2000-01-01 | no    | 汉中市
    """)

    for row in rows:
        assert BOOK.valid(row["code"], day(row["on"])) == (row["valid"] == "yes"), row["code"]
        assert BOOK.name(row["code"], day(row["on"])) == row["name"], row["code"]


def test_a_path_is_told_from_the_province_down_as_it_was_then():
    assert BOOK.path("610323") == "陕西省 › 宝鸡市 › 岐山县"
    assert BOOK.path("612301", date(1990, 1, 1)) == "陕西省 › 汉中地区 › 汉中市"
    assert BOOK.path("999999") is None


def test_unknown_codes_and_divided_units_resolve_to_nothing():
    assert BOOK.resolve("610199") is None and not BOOK.known("610199")
    assert BOOK.known("610120") and BOOK.resolve("610120") is None


def test_private_codes_of_zones_are_not_areas():
    assert not BOOK.known("611100") and not BOOK.known("611200")


def test_townships_and_villages_belong_to_their_county():
    rows = drawn("""
        code         | county
        -------------+-------
        610323       | 610323
        610323101    | 610323
        610323101204 | 610323
        612301       | 612301
        619002       | 619002
        610101       | none
        610100       | none
        610000       | none
        6103231      | none
        岐山县       | none
    """)

    for row in rows:
        assert (county_of(row["code"]) or "none") == row["county"], row["code"]


def test_codes_of_other_provinces_are_known_by_their_first_two_digits():
    assert len(PROVINCES) == 34
    assert province_known("440524") and not province_known("990524")


def test_a_book_survives_json():
    assert AreaBook.from_rows(json.loads(json.dumps(BOOK.to_rows()))) == BOOK
