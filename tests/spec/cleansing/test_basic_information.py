"""Basic information: lists with their "none", illnesses and when they were found, household and standing."""

from tests.spec.cleansing.judging import cleansed, shown
from tests.spec.kernel.drawn import drawn

from qinkang.standards.datasets import Person

GAPS = ("K-01", "K-02")


def judged(texts):
    return cleansed({name: text for name, text in texts.items() if text}, Person, leaving_out=GAPS)


def test_codes_are_read_as_their_standard_and_the_form_write_them():
    rows = drawn("""
        field           | text               | becomes | rules
        ----------------+--------------------+---------+------
        nation          | 汉                 | 01      |
        nation          | 1                  | 01      |
        nation          | 土家族             | 15      |
        nation          | 99                 |         | C-30
        marital         | 2                  | 20      |
        marital         | 丧偶               | 30      |
        marital         | 60                 |         | C-30
        rh              | 阴性               | 1       |
        rh              | 阳性               | 2       |
        education       | 9                  | 9       |
        education       | 09                 | 9       |
        education       | 文盲               | 9       |
        education       | 1研究生            | 1       |
        education       | 1文盲              |         | C-30
        pay_methods     | 城乡居民医保       | 2       |
        pay_methods     | 1,5                | 1,5     |
        abo             | 不详               | 5       |
        history_disease | 高血压、糖尿病     | 2,3     |
        history_disease | 无                 | 1       |
        history_disease | 无、高血压         | 2       | C-32
        disability      | 1,5                | 5       | C-32
        fam_father      | 11                 | 11      |
        living_arrangement | 8               | 08      |
        life_status     | 健在               | 1       |
    """)

    for row in rows:
        made = judged({row["field"]: row["text"]})
        assert (shown(made.values[row["field"]]), made.rules) == (row["becomes"], row["rules"]), row


def test_code_eleven_is_another_illness_in_the_family_than_in_the_person():
    own, family = Person.fields["history_disease"].codes, Person.fields["fam_father"].codes

    assert (own.labels["11"], family.labels["11"]) == ("其他法定传染病", "先天畸形")


def test_an_illness_is_found_after_birth_and_ticked():
    rows = drawn("""
        birth_date | as_of      | history_disease | diagnoses_1_disease | diagnoses_1_diagnosed | rules
        -----------+------------+-----------------+---------------------+-----------------------+----------
        1952-03-07 | 2025-03-05 | 2               | 2                   | 2015-03               |
        1952-03-07 | 2025-03-05 | 2               | 2                   | 1952-03               |
        1952-03-07 | 2025-03-05 | 2               | 2                   | 1952-02               | B-12
        1952-03-07 | 2025-03-05 | 2               | 2                   | 2025-03               |
        1952-03-07 | 2025-03-05 | 2               | 2                   | 2025-04               | B-12
        1952-03-07 | 2025-03-05 | 2,3             | 4                   | 2015-03               | B-11
        1952-03-07 | 2025-03-05 | 1               | 2                   | 2015-03               | B-11
    """)

    for row in rows:
        texts = {name: text for name, text in row.items() if name != "rules"}
        assert judged(texts).rules == row["rules"], row


def test_what_there_was_is_named_and_nothing_else():
    rows = drawn("""
        history_surgery | surgery_1_name | drug_allergy | drug_allergy_other | genetic | genetic_other | rules
        ----------------+----------------+--------------+--------------------+---------+---------------+---------
        有              | 胆囊切除术     | 无           |                    | 无      |               |
        无              | 胆囊切除术     | 无           |                    | 无      |               | B-13
        有              |                | 无           |                    | 无      |               | B-13
        无              |                | 其他         | 头孢               | 无      |               |
        无              |                | 其他         |                    | 无      |               | B-14
        无              |                | 无           |                    | 有      | 血友病        |
        无              |                | 无           |                    | 有      |               | B-15
    """)

    for row in rows:
        texts = {name: text for name, text in row.items() if name != "rules"}
        made = cleansed(texts, Person, leaving_out=GAPS)
        assert made.rules == row["rules"], row


def test_household_tags_and_standing_agree():
    rows = drawn("""
        birth_date | as_of      | marital | living_arrangement | special_tags | life_status | rules
        -----------+------------+---------+--------------------+--------------+-------------+---------
        1945-03-05 | 2025-03-05 | 已婚    | 与配偶             | 高龄,空巢    | 在世        |
        1945-03-06 | 2025-03-05 | 已婚    | 与配偶             | 高龄         | 在世        | B-22
        1925-03-05 | 2025-03-05 | 丧偶    | 独居               | 百岁         | 在世        |
        1925-03-06 | 2025-03-05 | 丧偶    | 独居               | 百岁         | 在世        | B-22
        1945-03-05 | 2025-03-05 | 丧偶    | 与配偶             |              | 在世        | B-21
        1945-03-05 | 2025-03-05 | 丧偶    | 与子女             | 空巢         | 在世        | B-23
        1945-03-05 | 2025-03-05 | 丧偶    | 与子女             |              | 死亡        | B-24
    """)

    for row in rows:
        texts = {name: text for name, text in row.items() if name != "rules"}
        assert judged(texts).rules == row["rules"], row


def test_registration_contact_and_file_agree():
    rows = drawn("""
        residency | live_region  | hukou_region | contact_name | contact_rel | phr_no            | rules
        ----------+--------------+--------------+--------------+-------------+-------------------+------
        户籍      | 610323001001 | 610323       | 王英         | 女          | 61032300100100001 |
        户籍      | 610323001001 | 610102       |              |             |                   | B-03
        非户籍    | 610323001001 | 610102       |              |             |                   |
        非户籍    | 610323001001 | 110105       |              |             |                   |
        户籍      | 610323       | 610323       | 王英         | 本人        |                   | B-02
        户籍      | 610323       | 610323       |              |             | A123              | B-04
    """)

    for row in rows:
        texts = {name: text for name, text in row.items() if name != "rules"}
        assert judged(texts).rules == row["rules"], row
