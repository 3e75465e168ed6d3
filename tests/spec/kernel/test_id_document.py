"""身份证件: which document a number belongs to. All numbers are invented."""

from tests.spec.kernel.drawn import drawn

from qinkang.kernel import id_document
from qinkang.kernel.citizen_id import check_character


def checked(first17):
    return first17 + check_character(first17)


def test_a_number_is_recognised_where_its_shape_belongs_to_one_kind():
    rows = drawn("""
        number             | kind
        -------------------+-----
        11010519491231002X | 01
        110105491231002    | 01
        110105194912310021 | none
        110105199902310020 | none
        E12345678          | 03
        EA1234567          | 03
        G12345678          | 03
        SE1234567          | 03
        141234567          | 03
        军字第200198号     | 04
        H12345678          | 06
        M1234567801        | 06
        C12345678          | 06
        L12345678          | 07
        T12345678          | 07
        USA310012345678    | 99
        12345678           | none
        不详               | none
    """)

    for row in rows:
        assert (id_document.recognise(row["number"]) or "none") == row["kind"], row["number"]


def test_residence_permits_look_like_citizen_ids_and_are_none():
    rows = drawn("""
        prefix | permit
        -------+----------
        810000 | hong_kong
        820000 | macao
        830000 | taiwan
        931840 | foreigner
        610102 | none
    """)

    for row in rows:
        number = checked(row["prefix"] + "19900101001")
        assert (id_document.residence_permit(number) or "none") == row["permit"]
        assert id_document.recognise(number) == ("01" if row["permit"] == "none" else "99")
        assert id_document.pattern_ok("01", number) == (row["permit"] == "none")
        assert id_document.pattern_ok("99", number)


def test_a_permit_with_a_wrong_check_character_is_not_recognised():
    number = checked("81000019900101001")
    wrong = number[:17] + ("0" if number[17] != "0" else "1")

    assert id_document.residence_permit(wrong) is None


def test_each_kind_accepts_its_own_shapes():
    rows = drawn("""
        kind | number             | accepted
        -----+--------------------+---------
        01   | 11010519491231002X | yes
        01   | 110105194912310021 | yes
        01   | 110105491231002    | yes
        01   | E12345678          | no
        02   | 610102123          | yes
        02   | 户口               | no
        03   | E12345678          | yes
        03   | AB123456           | yes
        03   | ABCDEFG            | no
        03   | 11010519491231002X | no
        04   | 军字第200198号     | yes
        04   | 200198             | yes
        05   | 11010519491231002X | yes
        05   | 610100123456       | yes
        05   | 61010              | no
        06   | H12345678          | yes
        06   | 12345678           | no
        07   | 12345678           | yes
        07   | L12345678          | yes
        99   | anything           | yes
        99   |                    | no
        08   | 12345678           | no
    """)

    for row in rows:
        assert id_document.pattern_ok(row["kind"], row["number"]) == (row["accepted"] == "yes"), row
