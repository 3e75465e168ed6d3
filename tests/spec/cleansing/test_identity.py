"""Who was examined: document number, name, sex, telephone, place of residence. All invented."""

from tests.spec.cleansing.judging import cleansed, shown
from tests.spec.kernel.drawn import drawn


def test_a_document_number_gets_one_verdict():
    rows = drawn("""
        what                        | id_type | id_no               | becomes            | rules
        ----------------------------+---------+---------------------+--------------------+------
        sound                       | 01      | 610125195203071220  | 610125195203071220 |
        sound, no type              |         | 610125195203071220  | 610125195203071220 |
        spaces                      | 01      | 610125 19520307 1220 | 610125195203071220 | C-01
        fifteen digits              | 01      | 610125520307122     | 610125195203071220 | C-03
        through a spreadsheet       | 01      | 6.10125E+17         | 6.10125E+17        | C-02
        last digits lost            | 01      | 610125195203071000  | 610125195203071000 | C-02
        one digit missing           | 01      | 61012519520307122   | 61012519520307122  | C-05
        a letter inside, no type    |         | 6101251952030A1220  | 6101251952030A1220 | C-05
        wrong check digit           | 01      | 610125195203071223  | 610125195203071223 | C-06
        30 February                 | 01      | 610125195202301223  | 610125195202301223 | C-07
        one digit only              | 01      | 111111111111111111  | 111111111111111111 | C-12
        sequence 000                |         | 610125195203070009  | 610125195203070009 | C-12
        area never known            | 01      | 610999194501011510  | 610999194501011510 | C-08
        former prefecture           | 01      | 612127194501011517  | 612127194501011517 |
        another province            | 01      | 110199194501011519  | 110199194501011519 |
        residence permit            | 99      | 830000199408230025  | 830000199408230025 |
        passport                    | 03      | E12345678           | E12345678          |
        passport, no type           |         | E12345678           | E12345678          |
        passport as citizen         | 01      | E12345678           | E12345678          | C-05
        not a passport              | 03      | 12                  | 12                 | C-05T
        citizen as passport         | 03      | 610125195203071220  | 610125195203071220 | C-16
        unsound citizen as passport | 03      | 610125195203071223  | 610125195203071223 | C-05T
        household register          | 02      | 610125195203071223  | 610125195203071223 |
        none                        | 01      |                     |                    | C-15
        none, in words              | 01      | 无                  |                    | C-33 C-15
    """)

    for row in rows:
        made = cleansed({"id_type": row["id_type"], "id_no": row["id_no"]})

        assert (shown(made.values["id_no"]), made.rules) == (row["becomes"], row["rules"]), row["what"]


def test_a_file_without_numbers_may_not_go_to_the_nation():
    made = cleansed({"name": "王秀英", "id_no": ""})

    assert made.findings == ["C-15 id_no"]


def test_sex_and_birth_date_are_compared_with_a_sound_number():
    rows = drawn("""
        sex | birth_date | id_no              | becomes    | rules
        ----+------------+--------------------+------------+-----------
        2   | 1952-03-07 | 610125195203071220 | 1952-03-07 |
        1   | 1952-03-07 | 610125195203071220 | 1952-03-07 | C-10
        9   | 1952-03-07 | 610125195203071220 | 1952-03-07 |
        2   | 1952-02-12 | 610125195203071220 | 1952-03-07 | C-11
        1   | 1952-02-12 | 610125195203071220 | 1952-03-07 | C-11 C-10
        1   | 1952-02-12 | 610125195203071223 | 1952-02-12 | C-06
        2   | 1952-02-30 | 610125195203071220 |            | C-41
        2   |            | 610125195203071220 |            |
        2   | 1952/3/7   | 610125195203071220 | 1952-03-07 | C-40
    """)

    for row in rows:
        made = cleansed({name: row[name] for name in ("sex", "birth_date", "id_no")})

        assert (shown(made.values["birth_date"]), made.rules) == (row["becomes"], row["rules"]), row


def test_names_and_telephones_are_told_once():
    rows = drawn("""
        field | written       | becomes     | rules
        ------+---------------+-------------+------
        name  | 王秀英        | 王秀英      |
        name  | 王 秀英       | 王秀英      | C-17
        name  | 王秀英（大）  | 王秀英      | C-21
        name  | 王?英         | 王?英       | C-19
        name  | 王            | 王          | C-20
        name  | 测试          | 测试        | C-20
        name  |               |             | K-01
        phone | 13991234567   | 13991234567 |
        phone | 1399123456    |             | C-22
        phone | 13800000000   | 13800000000 | C-24
        phone | 87654320      | 87654320    | C-23
        phone | 不详          |             | C-33
    """)

    for row in rows:
        made = cleansed({row["field"]: row["written"]}, leaving_out=())

        assert (shown(made.values[row["field"]]), made.rules) == (row["becomes"], row["rules"]), row


def test_a_place_of_residence_is_that_of_the_day():
    rows = drawn("""
        what                      | region       | day        | becomes      | rules
        --------------------------+--------------+------------+--------------+------
        county of today           | 610118       | 2025-03-05 | 610118       |
        village of today          | 610118001002 | 2025-03-05 | 610118001002 |
        revoked                   | 610125       | 2025-03-05 | 610118       | C-25
        revoked, with a township  | 610125001    | 2025-03-05 | 610118001    | C-25
        revoked that day          | 610125       | 2016-11-24 | 610118       | C-25
        not yet revoked           | 610125       | 2016-11-23 | 610125       |
        not yet made              | 610118       | 2016-11-23 | 610118       | C-26
        inner code of Yangling    | 611100       | 2025-03-05 | 610403       | C-29
        township in Yangling      | 611100001    | 2025-03-05 | 610403001    | C-29
        inner code of Xixian      | 611200       | 2025-03-05 |              | C-28
        province                  | 610000       | 2025-03-05 |              | C-28
        city                      | 610300       | 2025-03-05 |              | C-28
        city, twelve digits       | 610300000000 | 2025-03-05 |              | C-28
        districts of a city       | 610301       | 2025-03-05 |              | C-28
        former prefecture         | 612300       | 2025-03-05 |              | C-28
        never a code              | 610399       | 2025-03-05 |              | C-28U
        five digits               | 61030        | 2025-03-05 |              | C-28U
        in words                  | 岐山县       | 2025-03-05 |              | C-28U
        another province          | 110105       | 2025-03-05 | 110105       |
        empty                     |              | 2025-03-05 |              |
        day unknown               | 610125       |            | 610125       |
    """)

    for row in rows:
        made = cleansed({"live_region": row["region"], "check_date": row["day"]})

        assert (shown(made.values["live_region"]), made.rules) == (row["becomes"], row["rules"]), row["what"]
