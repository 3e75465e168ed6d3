"""Basic information, deaths, re-certifications, living arrangements: declared whole, and known by real headers."""

import pytest

from qinkang.readers.mapping import propose
from qinkang.standards.datasets import Death, Living, Person, Recertification
from qinkang.standards.envelope import ENVELOPE
from qinkang.standards.privacy import Privacy

SETS = (Person, Death, Recertification, Living)
FIELDS = {
    Person: "name id_type id_no sex birth_date nation hukou_addr hukou_region live_addr live_region residency phone "
    "contact_name contact_phone contact_rel abo rh education occupation marital pay_methods drug_allergy exposure "
    "history_disease history_surgery history_trauma history_transfusion fam_father fam_mother fam_siblings "
    "fam_children genetic disability kitchen_vent fuel water toilet livestock living_arrangement special_tags "
    "life_status record_org doctor phr_no",
    Death: "death_date death_time death_place cause_underlying_icd10 cause_text cert_no source source_seq reported_at "
    "confirm_status",
    Recertification: "cycle due_date recert_date method result operator_org evidence_uri next_due_date",
    Living: "as_of living_arrangement cohabit_n empty_nest left_behind institution_uscc caregiver_rel monthly_visit",
}
HEADERS = {
    Person: "姓名 证件类型 身份证号 性别 出生日期 民族 户籍地址 户籍区划代码 现住址 现住址行政区划代码 联系电话 联系人 联系人电话 "
    "与本人关系 常住类型 血型 Rh 学历 职业 婚姻 支付方式 药物过敏史 暴露史 既往病史 疾病名称1 确诊时间1 手术史 手术名称1 外伤史 输血史 "
    "家族史-父 家族史-母 家族史兄弟姐妹 家族史子女 遗传病史 残疾情况 居住状况 特殊人群 状态 建档单位 档案编号 更新时间 责任医生 燃料类型",
    Death: "姓名 证件类型 身份证号 性别 出生日期 现住址行政区划代码 死亡日期 死亡时分 死亡地点 死因编码 死因 死亡证编号 信息来源 卡片编号 "
    "上报时间 核实状态 上报单位",
    Recertification: "姓名 身份证号 性别 出生日期 年度 应复审日期 复审时间 复审方式 复审结果 办理机构 下次复审时间 凭证地址",
    Living: "姓名 身份证号 性别 出生日期 区划代码 走访日期 居住方式 同居人数 空巢老人 留守 养老机构代码 照护者关系 每月探访 走访单位",
}


@pytest.mark.clause("E5")
@pytest.mark.parametrize(("dataset", "names"), FIELDS.items(), ids=lambda one: getattr(one, "code", ""))
def test_every_field_of_the_reference_is_declared(dataset, names):
    assert set(names.split()) - set(dataset.fields) == set()


@pytest.mark.parametrize("field", [f for s in SETS for f in s.columns.values()], ids=lambda field: field.name)
def test_every_field_has_a_chinese_title(field):
    assert any("一" <= letter <= "鿿" for letter in field.title)


@pytest.mark.parametrize("dataset", SETS, ids=lambda dataset: dataset.code)
def test_who_somebody_is_and_whom_to_ring_stand_in_no_table(dataset):
    identity = {name for name, field in dataset.columns.items() if field.privacy is Privacy.IDENTITY}

    assert identity <= dataset.identity_names


def test_whom_to_ring_and_where_registered_are_sealed_with_the_person():
    assert {"contact_name", "contact_phone", "hukou_addr"} <= Person.identity_names
    assert "contact_rel" not in Person.identity_names


@pytest.mark.parametrize(("dataset", "headers"), HEADERS.items(), ids=lambda one: getattr(one, "code", ""))
def test_headers_of_real_senders_are_known(dataset, headers):
    header = headers.split()
    mapping = propose(header, [()] * len(header), dataset.columns.values())

    assert mapping.problems == ()
    assert mapping.unmapped == ()


def test_what_one_source_knows_does_not_replace_what_another_knows():
    assert Person.of_each_sender
    assert not any(dataset.of_each_sender for dataset in (Death, Recertification, Living))
    assert set(ENVELOPE) <= set(Person.columns)
