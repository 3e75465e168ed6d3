"""The register of institutions: former names, mergers, qualifications."""

from datetime import date

import pyarrow as pa
import pytest
from django.db import Error, transaction
from tests.spec.kernel.drawn import drawn

from qinkang.accounts.models import AuditEvent
from qinkang.kernel.credit_code import check_character
from qinkang.registry import actions
from qinkang.registry.entry import Entry
from qinkang.registry.mistakes import RegistryMistake
from qinkang.registry.models import Organisation, Qualification, UnitPlacement
from qinkang.registry.questions import organisation_for, qualified, subtree

from .conftest import TODAY

pytestmark = pytest.mark.usefixtures("db")

Kind = Qualification.Kind


def day(text):
    return date.fromisoformat(text) if text else None


def credit(number):
    first = f"12610323{number:09d}"
    return first + check_character(first)


def test_a_name_means_whoever_bore_it_that_day(by, register):
    centre = register("A", "岐山县虚拟卫生院")
    actions.rename_organisation(centre, "岐山县虚拟镇中心卫生院", since=date(2020, 1, 1), by=by)
    clinic = register("B", "凤鸣虚拟诊所", credit_code=credit(1), valid_from=date(2015, 1, 1))
    actions.merge_organisation(clinic, centre, on=date(2022, 7, 1), by=by)
    register("C", "同名卫生室")
    register("D", "同名卫生室", credit_code=credit(2))
    rows = drawn("""
        name                   | credit | on         | found | why
        -----------------------+--------+------------+-------+----------------------------------
        岐山县虚拟卫生院       |        | 2019-12-31 | A     | its name then
        岐山县虚拟卫生院       |        | 2020-01-01 |       | a former name, no longer borne
        岐山县虚拟镇中心卫生院 |        | 2020-01-01 | A     | its name now
        岐山县虚拟镇中心卫生院 |        | 2019-12-31 |       | not its name yet
        凤鸣 虚拟诊所          |        | 2022-06-30 | B     | spaces do not count
        凤鸣虚拟诊所           |        | 2022-07-01 | A     | taken over by A
        凤鸣虚拟诊所           |        | 2014-12-31 |       | not open yet
                               | 1      | 2022-06-30 | B     | by credit code alone
                               | 1      | 2022-07-01 | A     | by credit code, taken over by A
        同名卫生室             |        | 2022-07-01 |       | two bear the name
        同名卫生室             | 2      | 2022-07-01 | D     | the code tells them apart
        凤鸣虚拟诊所           | 2      | 2022-06-30 |       | name and code contradict each other
        没有登记的诊所         | 1      | 2022-06-30 | B     | an unknown name says nothing
        凤鸣虚拟诊所           | 99     | 2022-06-30 | B     | nor does an unknown code
        没有登记的诊所         |        | 2022-06-30 |       | nobody
                               |        | 2022-06-30 |       | nothing said
    """)
    codes = dict(Organisation.objects.values_list("id", "code")) | {None: ""}

    found = organisation_for(
        pa.array([row["name"] or None for row in rows]),
        [credit(int(row["credit"])) if row["credit"] else None for row in rows],
        on=[day(row["on"]) for row in rows],
    )

    for row, key in zip(rows, found, strict=True):
        assert codes[key] == row["found"], row["why"]


def test_brackets_of_either_width_are_one_spelling(register):
    made = register("A", "虚拟医院(北院)")

    assert organisation_for(["虚拟医院（北院）", "虚拟医院(北院) "], on=TODAY) == [made.pk, made.pk]


def test_mergers_follow_one_another_and_never_in_a_circle(by, register):
    first, second, third = (register(code, f"虚拟医院{code}") for code in "ABC")
    actions.merge_organisation(first, second, on=date(2020, 1, 1), by=by)
    actions.merge_organisation(second, third, on=date(2022, 1, 1), by=by)

    days = [date(2019, 12, 31), date(2021, 1, 1), date(2022, 1, 1)]
    assert organisation_for(["虚拟医院A"] * 3, on=days) == [first.pk, second.pk, third.pk]
    with pytest.raises(RegistryMistake, match="不能反向并入"):
        actions.merge_organisation(third, first, on=date(2023, 1, 1), by=by)
    with pytest.raises(RegistryMistake, match="不能再次并入"):
        actions.merge_organisation(first, third, on=date(2023, 1, 1), by=by)


def test_a_licence_counts_on_its_days_until_it_is_withdrawn(by, register):
    hospital, other = register("A", "虚拟医院"), register("B", "虚拟卫生院")
    licence = actions.record_qualification(
        hospital,
        kind=Kind.MATERNAL,
        number="M-1",
        valid_from=date(2024, 1, 1),
        valid_until=date(2026, 12, 31),
        by=by,
    )
    actions.withdraw_qualification(licence, since=date(2026, 6, 1), by=by)
    rows = drawn("""
        on         | counts
        -----------+-------
        2023-12-31 | no
        2024-01-01 | yes
        2026-05-31 | yes
        2026-06-01 | no
        2027-01-01 | no
    """)

    for row in rows:
        holders = qualified([hospital.pk, other.pk], Kind.MATERNAL, day(row["on"]))
        assert holders == ({hospital.pk} if row["counts"] == "yes" else set()), row["on"]
    assert qualified([hospital.pk], Kind.PRACTICE, date(2024, 1, 1)) == set()
    with pytest.raises(RegistryMistake, match="已登记"):
        actions.record_qualification(
            hospital, kind=Kind.MATERNAL, number="M-1", valid_from=date(2024, 1, 1), valid_until=None, by=by
        )


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"county": "610322"}, "请改用 610305 凤翔区"),
        ({"county": "610300"}, "请填写县"),
        ({"county": "SX-YL"}, "自编代码不能作为区域"),
        ({"unit": "SX-610322"}, "没有管理机构"),
        ({"credit_code": "126103230000000010"}, "校验位不符"),
        ({"kind": "医院"}, "WS 218"),
        ({"valid_from": date(2020, 1, 2), "valid_until": date(2020, 1, 1)}, "早于启用日期"),
        ({"national_code": "N1"}, "已登记在另一机构名下"),
    ],
)
def test_an_entry_that_cannot_be_right_is_refused_with_what_to_do(register, said, sentence):
    register("A", "虚拟医院", national_code="N1")

    with pytest.raises(RegistryMistake, match=sentence):
        register("B", "虚拟卫生院", **said)

    assert Organisation.objects.count() == 1


def test_a_code_is_given_only_once(register):
    register("A", "虚拟医院")

    with pytest.raises(RegistryMistake, match="已被使用"):
        register("A", "虚拟卫生院")


def test_renaming_keeps_the_old_name_and_leaves_an_audit_row(by, register):
    hospital = register("A", "虚拟医院")
    unit = actions.give_own_unit(hospital, by=by)

    actions.rename_organisation(hospital, "虚拟人民医院", since=date(2026, 1, 1), by=by)

    assert list(hospital.former_names.values_list("name", "valid_from", "valid_until")) == [
        ("虚拟医院", None, date(2025, 12, 31))
    ]
    unit.refresh_from_db()
    assert unit.name == "虚拟人民医院"
    assert AuditEvent.objects.get(action="rename_organisation").object_ref == str(hospital.pk)
    with pytest.raises(RegistryMistake, match="应晚于"):
        actions.rename_organisation(hospital, "虚拟第一医院", since=date(2026, 1, 1), by=by)


def test_an_institution_given_to_another_manager_moves_with_its_own_unit(by, unit, register):
    hospital = register("A", "虚拟医院")
    own = actions.give_own_unit(hospital, by=by)
    UnitPlacement.objects.filter(unit=own).update(valid_from=date(2020, 1, 1))

    changed = actions.revise_organisation(
        hospital, Entry("A", "虚拟医院", "610323", "SX-610300", "A100"), by=by
    )

    assert changed
    assert own.pk not in subtree(unit("SX-610323").pk, date(2100, 1, 1))
    assert own.pk in subtree(unit("SX-610300").pk, date(2100, 1, 1))
    assert not actions.revise_organisation(
        hospital, Entry("A", "虚拟医院", "610323", "SX-610300", "A100"), by=by
    )


def test_a_closed_institution_is_not_found_afterwards(by, register):
    hospital = register("A", "虚拟医院")

    actions.close_organisation(hospital, last_day=date(2026, 1, 31), by=by)

    assert organisation_for(["虚拟医院"] * 2, on=[date(2026, 1, 31), date(2026, 2, 1)]) == [hospital.pk, None]


@pytest.mark.parametrize(
    "wrong",
    [
        {"county": "SX-YL"},
        {"county": "611100"},
        {"credit_code": "12610323000000001O"},
        {"kind": "hospital"},
        {"merged_on": date(2026, 1, 1)},
        {"valid_from": date(2026, 1, 2), "valid_until": date(2026, 1, 1)},
    ],
)
def test_the_database_refuses_what_no_action_would_write(register, wrong):
    hospital = register("A", "虚拟医院")

    with pytest.raises(Error), transaction.atomic():
        Organisation.objects.filter(pk=hospital.pk).update(**wrong)
