"""Answers outside their list or at odds with one another (C-30, C-32, C-83 to C-91, F-01 to F-11)."""

from qinkang.sandbox.defects.defect import Effect, Row, between, both, coded, has
from qinkang.sandbox.defects.health_check.ways import breaks

_DRUG = ("drugs_1_name", "drugs_1_dose")


@breaks("C-30", Effect.BLANK, "lips", says="代码不在代码表内", rate=0.002)
def no_such_code(row: Row) -> None:
    row.write("lips", row.one_of("8", "99", "K") if row.sheet.codes else row.one_of("淡红", "详见报告"))


@breaks("C-30", Effect.BLANK, "edema", says="代码不在代码表内")
def no_such_swelling(row: Row) -> None:
    row.write("edema", "7" if row.sheet.codes else "轻度凹陷")


@breaks(
    "C-30",
    Effect.BLANK,
    "symptoms",
    says="多选项中有代码表外的代码",
    needs=coded("symptoms", "3", "13", "22"),
)
def one_unknown_among_several(row: Row) -> None:
    known = row.sheet.cells["symptoms"][row.number]
    row.write("symptoms", f"{known},88" if row.sheet.codes else f"{known}、老寒腿")


@breaks("C-32", Effect.REPAIR, "symptoms", says="“无症状”与其他症状并存", rate=0.002)
def none_and_some(row: Row) -> None:
    row.write_codes("symptoms", row.one_of("1,3", "1,13,14"))


@breaks("C-32", Effect.REPAIR, "teeth", says="“正常”与其他选项并存")
def sound_and_missing(row: Row) -> None:
    row.write_codes("teeth", "1,2")


@breaks("C-32", Effect.REPAIR, "eye", says="“未发现”与其他选项并存")
def nothing_and_cataract(row: Row) -> None:
    row.write_codes("eye", "1,4")


@breaks("C-89", Effect.BLANK, "smoke_per_day", says="从不吸烟却填了日吸烟量", needs=coded("smoke", "1"))
def smokes_without_smoking(row: Row) -> None:
    row.write("smoke_per_day", row.one_of("5", "10", "20"))


@breaks("C-89", Effect.BLANK, "smoke_start_age", says="从不吸烟却填了开始吸烟年龄", needs=coded("smoke", "1"))
def began_without_smoking(row: Row) -> None:
    row.write("smoke_start_age", "22")


@breaks(
    "C-89", Effect.BLANK, "drink_liang_per_day", says="从不饮酒却填了日饮酒量", needs=coded("drink_freq", "1")
)
def drinks_without_drinking(row: Row) -> None:
    row.write("drink_liang_per_day", "2.0")


@breaks("C-90", Effect.BLANK, "cervix", says="男性填了妇科检查", needs=coded("sex", "1"))
def gynaecology_of_a_man(row: Row) -> None:
    row.write_codes("cervix", "1")


@breaks("C-90", Effect.BLANK, "pap", says="男性填了宫颈涂片", needs=coded("sex", "1"))
def smear_of_a_man(row: Row) -> None:
    row.write_codes("pap", "1")


@breaks("C-90", Effect.BLANK, "rectal", says="女性填了前列腺异常", needs=coded("sex", "2"))
def prostate_of_a_woman(row: Row) -> None:
    row.write_codes("rectal", "4")


@breaks(
    "C-83", Effect.FLAG, "selfcare_self", "motor", says="不能自理但运动功能正常", needs=coded("motor", "1")
)
def moves_in_bed(row: Row) -> None:
    row.write_codes("selfcare_self", "4")


@breaks("C-88", Effect.FLAG, "mmse_total", says="认知粗筛阳性但无评分", needs=coded("cognition_screen", "2"))
def no_score(row: Row) -> None:
    row.write("mmse_total", "")


@breaks(
    "C-89A",
    Effect.FLAG,
    "smoke_quit_age",
    "smoke_start_age",
    says="戒烟早于开始吸烟",
    needs=coded("smoke", "2"),
)
def quit_before_beginning(row: Row) -> None:
    row.write("smoke_quit_age", str(round(row.value("smoke_start_age")) - 4))


@breaks("C-89B", Effect.FLAG, "smoke_start_age", says="开始吸烟年龄大于现年龄", needs=coded("smoke", "3"))
def began_in_the_future(row: Row) -> None:
    row.write("smoke_start_age", str(min(row.age + 5, 122)))


@breaks("C-91", Effect.FLAG, "assess", "sbp_left", "sbp_right", says="无异常但血压过高",
        needs=both(coded("assess", "1"), between("dbp_left", 82, 89)))  # fmt: skip
def well_with_high_pressure(row: Row) -> None:
    row.write("sbp_left", "182")
    row.write("sbp_right", "182")


@breaks(
    "F-01", Effect.FLAG, "assess", "abnormal_1_finding", says="无异常却列有异常", needs=coded("assess", "1")
)
def well_with_findings(row: Row) -> None:
    row.write("abnormal_1_finding", "血压偏高")


@breaks("F-02", Effect.FLAG, "abnormal_1_finding", "assess", says="有异常却未列异常",
        needs=lambda row: bool(row.plain("abnormal_1_finding")) and not row.plain("abnormal_2_finding"))  # fmt: skip
def unwell_without_findings(row: Row) -> None:
    row.write("abnormal_1_finding", "")


@breaks(
    "F-04", Effect.FLAG, "target_weight", "risk_control", says="减体重却无目标", needs=has("target_weight")
)
def no_target(row: Row) -> None:
    row.write("target_weight", "")


@breaks(
    "F-09",
    Effect.FLAG,
    "occ_exposure",
    "occ_job",
    says="无接触史却填了工种",
    needs=coded("occ_exposure", "1"),
)
def job_without_exposure(row: Row) -> None:
    row.write("occ_job", "采煤工")


@breaks("F-11", Effect.FLAG, *_DRUG, says="用药有用量无名称", needs=has(*_DRUG))
def nameless_drug(row: Row) -> None:
    row.write("drugs_1_name", "")


@breaks(
    "C-10",
    Effect.FLAG,
    "sex",
    says="性别与身份证件号码不一致",
    needs=lambda row: not any(row.plain(f) for f in ("vulva", "pap", "rectal", "breast")),
)
def other_sex(row: Row) -> None:
    row.write_codes("sex", "2" if row.plain("sex") == "1" else "1")
