"""Defects and near misses of the basic information beyond identity, area and day."""

from qinkang.sandbox.defects.area import revoked_codes
from qinkang.sandbox.defects.days import of_the_day, reborn
from qinkang.sandbox.defects.defect import Effect, Row, both, coded, has
from qinkang.standards.datasets import Person

PERSON = of_the_day(Person)
breaks, keeps = PERSON.breaks, PERSON.keeps

_NONE_AND_SOME = {
    "drug_allergy": ("1,2", "1,3,4"),
    "exposure": ("1,2", "1,4"),
    "history_disease": ("1,2", "1,2,3"),
    "fam_mother": ("1,3", "1,2,7"),
    "disability": ("1,5", "1,2"),
}


def _contradicts(field: str, options: tuple[str, ...]) -> None:
    @breaks("C-32", Effect.REPAIR, field, says="“无”与其他选项并存", rate=0.001)
    def write(row: Row) -> None:
        row.write_codes(field, row.one_of(*options))


for _field, _options in _NONE_AND_SOME.items():
    _contradicts(_field, _options)


@breaks("C-30", Effect.BLANK, "education", says="代码不在代码表内", rate=0.002)
def no_such_education(row: Row) -> None:
    row.write("education", row.one_of("88", "K") if row.sheet.codes else row.one_of("私塾", "扫盲班"))


@breaks("C-30", Effect.BLANK, "marital", says="婚姻状况用了内部代码60")
def inner_marital(row: Row) -> None:
    row.write("marital", "60")


@breaks(
    "C-30",
    Effect.BLANK,
    "history_disease",
    says="多选项中有代码表外的代码",
    needs=coded("history_disease", "2", "2,3"),
)
def one_unknown_among_several(row: Row) -> None:
    known = row.sheet.cells["history_disease"][row.number]
    row.write("history_disease", f"{known},88" if row.sheet.codes else f"{known}、老寒腿")


@breaks("C-41", Effect.BLANK, "record_date", says="建档日期不存在")
def impossible_record(row: Row) -> None:
    row.write("record_date", row.one_of("2015-02-30", "2012-13-01", "09年"))


@breaks("C-33", Effect.REPAIR, "doctor", says="用文字表示空值")
def no_doctor_in_words(row: Row) -> None:
    row.write("doctor", row.one_of("无", "不详", "-", "暂无"))


@breaks(
    "C-22", Effect.BLANK, "contact_phone", says="联系人电话无法识别", needs=has("contact_phone"), rate=0.002
)
def no_contact_phone(row: Row) -> None:
    row.write("contact_phone", row.one_of("12345", "1391234567", "239123456789"))


@breaks("C-17", Effect.REPAIR, "contact_name", says="联系人姓名中有空格", needs=has("contact_name"))
def spaced_contact(row: Row) -> None:
    name = row.plain("contact_name")
    row.write("contact_name", f"{name[0]} {name[1:]}")


@breaks(
    "C-25",
    Effect.REPAIR,
    "hukou_region",
    says="户籍区划代码已撤销",
    needs=lambda row: bool(revoked_codes(row.plain("hukou_region"))),
    rate=0.01,
)
def revoked_registration(row: Row) -> None:
    row.write("hukou_region", row.one_of(*revoked_codes(row.plain("hukou_region"))))


@breaks("C-28", Effect.BLANK, "hukou_region", says="户籍区划只到省或市一级")
def too_high_registration(row: Row) -> None:
    row.write("hukou_region", row.one_of("610000", f"{row.plain('hukou_region')[:4]}00"))


@breaks("C-28U", Effect.BLANK, "hukou_region", says="户籍区划代码不存在")
def unknown_registration(row: Row) -> None:
    row.write("hukou_region", row.plain("hukou_region")[:4] + row.one_of("99", "77"))


@breaks("C-20C", Effect.FLAG, "contact_name", says="联系人栏写的是身份", needs=has("contact_name"))
def contact_is_a_word(row: Row) -> None:
    row.write("contact_name", row.one_of("无名", "测试"))


@breaks("B-01", Effect.FLAG, "phone", "contact_phone", says="没有任何电话")
def nobody_to_ring(row: Row) -> None:
    row.write("phone", "")
    row.write("contact_phone", "")


@breaks("B-02", Effect.FLAG, "contact_rel", says="联系人与本人关系写成本人", needs=has("contact_name"))
def contact_is_oneself(row: Row) -> None:
    row.write_codes("contact_rel", "0")


@breaks("B-03", Effect.FLAG, "residency", says="户籍在外却填户籍常住", needs=coded("residency", "2"))
def registered_elsewhere(row: Row) -> None:
    row.write_codes("residency", "1")


@breaks("B-05", Effect.FLAG, "record_date", says="建档日期晚于更新日期")
def recorded_later(row: Row) -> None:
    row.write("record_date", str(row.sheet.last_day + 3))


@breaks(
    "B-11",
    Effect.FLAG,
    "diagnoses_1_disease",
    says="确诊疾病未勾选",
    needs=coded("history_disease", "2", "2,3"),
)
def not_ticked(row: Row) -> None:
    row.write_codes("diagnoses_1_disease", "4")


@breaks("B-12", Effect.FLAG, "diagnoses_1_diagnosed", says="确诊早于出生", needs=has("diagnoses_1_diagnosed"))
def ill_before_birth(row: Row) -> None:
    row.write("diagnoses_1_diagnosed", "1900-05")


@breaks("B-13", Effect.FLAG, "history_surgery", says="有手术名称却选无", needs=has("surgery_1_name"))
def unsaid_operation(row: Row) -> None:
    row.write_codes("history_surgery", "1")


@breaks("B-14", Effect.FLAG, "drug_allergy_other", "drug_allergy", says="过敏药物选其他却未写明")
def unnamed_allergy(row: Row) -> None:
    row.write_codes("drug_allergy", "5")
    row.write("drug_allergy_other", "")


@breaks(
    "B-15", Effect.FLAG, "genetic_other", "genetic", says="有遗传病史却未写明", needs=coded("genetic", "1")
)
def unnamed_hereditary_illness(row: Row) -> None:
    row.write_codes("genetic", "2")


@breaks(
    "B-21",
    Effect.FLAG,
    "living_arrangement",
    "marital",
    says="丧偶却与配偶居住",
    needs=coded("marital", "30"),
)
def lives_with_the_dead(row: Row) -> None:
    row.write_codes("living_arrangement", "02")


@breaks("B-22", Effect.FLAG, "special_tags", says="不满80岁却有高龄标签", needs=lambda row: row.age < 79)
def not_of_great_age(row: Row) -> None:
    row.write_codes("special_tags", "3")


@breaks(
    "B-23",
    Effect.FLAG,
    "special_tags",
    says="与子女同住却有空巢标签",
    needs=coded("living_arrangement", "03"),
)
def nest_is_full(row: Row) -> None:
    row.write_codes("special_tags", "7")


@breaks("B-24", Effect.FLAG, "life_status", says="生存状态为死亡", needs=coded("life_status", "1"))
def said_to_be_dead(row: Row) -> None:
    row.write_codes("life_status", "2")


@keeps("C-28U", "hukou_region", "residency", says="户籍在外省")
def registered_in_another_province(row: Row) -> None:
    row.write("hukou_region", row.one_of("410122", "510722", "110108"))
    row.write_codes("residency", "2")


@keeps("C-32", "history_disease", says="只选一种疾病", needs=both(coded("history_disease", "1")))
def one_illness(row: Row) -> None:
    row.write_codes("history_disease", "2")


@keeps("C-39R", "birth_date", "id_no", says="更新当日121岁")
def oldest(row: Row) -> None:
    reborn(row, "as_of", 121)
