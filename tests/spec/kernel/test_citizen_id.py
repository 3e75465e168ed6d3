"""公民身份号码: what is read from a number as it was written. All numbers are invented or from the standard."""

from datetime import date

import pytest
from tests.spec.kernel.drawn import drawn

from qinkang.kernel import citizen_id

TODAY = date(2025, 6, 30)


def test_the_two_numbers_printed_in_the_standard_are_valid():
    assert citizen_id.check_character("11010519491231002") == "X"
    assert citizen_id.check_character("44052418800101001") == "4"

    woman = citizen_id.read("11010519491231002X", on=TODAY)
    centenarian = citizen_id.read("440524188001010014", on=TODAY)

    assert woman == citizen_id.Reading(
        "11010519491231002X", None, (), date(1949, 12, 31), citizen_id.Sex.FEMALE, "110105"
    )
    assert (centenarian.problem, centenarian.birth_date, centenarian.sex) == (None, date(1880, 1, 1), "1")


def test_a_number_has_one_problem_or_none_and_certain_repairs_are_told():
    rows = drawn("""
        written               | number             | problem     | repairs
        ----------------------+--------------------+-------------+---------------------
        11010519491231002X    | 11010519491231002X |             |
        11010519491231002x    | 11010519491231002X |             | spelling
        11010519491231002×    | 11010519491231002X |             | spelling
        11010519491231002*    | 11010519491231002X |             | spelling
        11010519491231002Х    | 11010519491231002X |             | spelling
        11010519491231002χ    | 11010519491231002X |             | spelling
        １１０１０５１９４９１２３１００２Ｘ | 11010519491231002X |  | spelling
        110105 19491231 002X  | 11010519491231002X |             | spelling
        110105-19491231-002X  | 11010519491231002X |             | spelling
        '11010519491231002X   | 11010519491231002X |             | spelling
        ’11010519491231002X   | 11010519491231002X |             | spelling
        110105491231002       | 11010519491231002X |             | fifteen
        110105491231002.0     | 11010519491231002X |             | spelling fifteen
        110105 491231 002     | 11010519491231002X |             | spelling fifteen
        6.10102E+17           | 6.10102E+17        | excel       |
        6.10102e+14           | 6.10102E+14        | excel       | spelling
        110105194912310000    | 110105194912310000 | excel       |
        110105194912310016.0  | 110105194912310016.0 | excel     |
        000000000000000000    | 000000000000000000 | placeholder |
        111111111111111       | 111111111111111    | placeholder |
        111111194912310021    | 111111194912310021 | placeholder |
        123456789012345678    | 123456789012345678 | placeholder |
        110105194912310003    | 110105194912310003 | placeholder |
        110105491231000       | 110105491231000    | placeholder |
        110105194912310002    | 110105194912310002 | check       |
        110105194912310021    | 110105194912310021 | check       |
        110105194902310026    | 110105194902310026 | birth       |
        110105202507010029    | 110105202507010029 | birth       |
        110105179912310020    | 110105179912310020 | birth       |
        110105490231002       | 110105490231002    | birth       |
        11010519491231002     | 11010519491231002  | length      |
        1101051949123100222   | 1101051949123100222 | length     |
        11010549123100X       | 11010549123100X    | characters  |
        110105********002X    | 110105********002X | characters  |
        11010519491231OO2X    | 11010519491231OO2X | characters  |
        1101051949123100*     | 1101051949123100*  | characters  |
        不详                  | 不详               | characters  |
                              |                    | length      |
    """)

    for row in rows:
        reading = citizen_id.read(row["written"], on=TODAY)
        said = (reading.number, reading.problem or "", " ".join(reading.repairs))
        assert said == (row["number"], row["problem"], row["repairs"]), row["written"]


def test_zero_width_characters_and_line_ends_are_dropped():
    reading = citizen_id.read("\ufeff110105\u200b19491231002X\t\r\n", on=TODAY)

    assert (reading.number, reading.problem, reading.repairs) == ("11010519491231002X", None, ("spelling",))


def test_fifteen_digits_with_a_centenarians_sequence_belong_to_the_century_before():
    rows = drawn("""
        written         | born       | repairs
        ----------------+------------+--------------------
        610102950101995 | 1995-01-01 | fifteen
        610102950101996 | 1895-01-01 | fifteen centenarian
        610102950101997 | 1895-01-01 | fifteen centenarian
        610102950101998 | 1895-01-01 | fifteen centenarian
        610102950101999 | 1895-01-01 | fifteen centenarian
    """)

    for row in rows:
        reading = citizen_id.read(row["written"], on=TODAY)
        assert reading.birth_date == date.fromisoformat(row["born"]), row["written"]
        assert " ".join(reading.repairs) == row["repairs"], row["written"]


def test_a_number_with_a_problem_tells_neither_birth_nor_sex_nor_area():
    reading = citizen_id.read("110105194912310021", on=TODAY)

    assert (reading.birth_date, reading.sex, reading.area_code) == (None, None, None)


def test_the_day_of_reading_decides_whether_a_birth_lies_in_the_future():
    number = "61010220250701001" + citizen_id.check_character("61010220250701001")

    assert citizen_id.read(number, on=date(2025, 6, 30)).problem == "birth"
    assert citizen_id.read(number, on=date(2025, 7, 1)).problem is None


def test_two_swapped_digits_are_suggested_back():
    assert "11010519491231002X" in citizen_id.suggestions("11015019491231002X", on=TODAY)
    assert "11010519491231002X" in citizen_id.suggestions("11010519491231003X", on=TODAY)


def test_a_valid_number_has_no_suggestions_and_neither_has_a_text():
    assert citizen_id.suggestions("11010519491231002X", on=TODAY) == ()
    assert citizen_id.suggestions("不详", on=TODAY) == ()


@pytest.mark.parametrize("text", ["", "1101051949123100", "1101051949123100２", "1101051949123100X"])
def test_a_check_character_is_refused_for_anything_but_seventeen_digits(text):
    with pytest.raises(ValueError, match="17 digits"):
        citizen_id.check_character(text)
