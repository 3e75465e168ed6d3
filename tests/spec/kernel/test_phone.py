"""电话: what is read from a telephone field. All numbers are invented."""

from tests.spec.kernel.drawn import drawn

from qinkang.kernel import phone


def test_a_number_is_normalised_and_its_kind_told():
    rows = drawn("""
        written             | number           | kind     | problem     | repairs
        --------------------+------------------+----------+-------------+----------------
        13812345679         | 13812345679      | mobile   |             |
        138 1234 5679       | 13812345679      | mobile   |             | spelling
        138-1234-5679       | 13812345679      | mobile   |             | spelling
        １３８１２３４５６７９ | 13812345679    | mobile   |             | spelling
        13812345679.0       | 13812345679      | mobile   |             | spelling
        +8613812345679      | 13812345679      | mobile   |             | prefix
        +86 138 1234 5679   | 13812345679      | mobile   |             | spelling prefix
        008613812345679     | 13812345679      | mobile   |             | prefix
        8613812345679       | 13812345679      | mobile   |             | prefix
        013812345679        | 13812345679      | mobile   |             | prefix
        12812345679         | 12812345679      |          | mobile      |
        1381234567          | 1381234567       |          | mobile      |
        0917-3261234        | 0917-3261234     | landline |             |
        09173261234         | 0917-3261234     | landline |             | spelling
        (029)8765 4321      | 029-87654321     | landline |             | spelling
        029-87654321-801    | 029-87654321-801 | landline |             |
        029-87654321转801   | 029-87654321-801 | landline |             | spelling
        +86 29 8765 4321    | 029-87654321     | landline |             | spelling prefix
        86-917-3261234      | 0917-3261234     | landline |             | prefix
        3261234             | 3261234          |          | area_code   |
        029-12345678        | 029-12345678     |          | format      |
        400-810-8888        | 400-810-8888     |          | format      |
        无                  | 无               |          | format      |
                            |                  |          | format      |
        13800000000         | 13800000000      |          | placeholder |
        13899999999         | 13899999999      |          | placeholder |
        13800138000         | 13800138000      |          | placeholder |
        12345678901         | 12345678901      |          | placeholder |
        11111111111         | 11111111111      |          | placeholder |
        029-88888888        | 029-88888888     |          | placeholder |
    """)

    for row in rows:
        reading = phone.read(row["written"])
        said = (reading.number, reading.kind or "", reading.problem or "", " ".join(reading.repairs))
        assert said == (row["number"], row["kind"], row["problem"], row["repairs"]), row["written"]


def test_a_local_number_takes_the_area_code_of_its_city():
    rows = drawn("""
        city   | written      | number
        -------+--------------+-------------
        610100 | 87654321     | 029-87654321
        610300 | 3261234      | 0917-3261234
        610300 | 0916-2261234 | 0916-2261234
        610300 | 13812345679  | 13812345679
    """)

    for row in rows:
        reading = phone.read(row["written"], city_area_code=phone.CITY_AREA_CODES[row["city"]])
        assert (reading.number, reading.problem) == (row["number"], None)


def test_every_city_of_shaanxi_has_an_area_code():
    assert {f"61{n:02d}00" for n in range(1, 11)} < set(phone.CITY_AREA_CODES)
    assert phone.CITY_AREA_CODES["610403"] == "029"
