"""Defects and near misses of the reports of deaths beyond identity and area."""

from datetime import timedelta

from qinkang.sandbox.defects.days import of_the_day
from qinkang.sandbox.defects.defect import Effect, Row, coded, has
from qinkang.standards.datasets import Death

DEATH = of_the_day(Death, before_birth="C-43", in_the_future="C-44")
breaks, keeps = DEATH.breaks, DEATH.keeps


@breaks("C-44", Effect.REJECT, "death_date", "reported_at", says="死亡日期晚于报告日期")
def reported_before(row: Row) -> None:
    row.write("reported_at", (row.day("death_date") - timedelta(days=row.number_between(1, 20))).isoformat())


@breaks("K-01", Effect.REJECT, "source", says="死亡信息来源为空")
def no_source(row: Row) -> None:
    row.write("source", "")


@breaks("C-30", Effect.BLANK, "death_place", says="代码不在代码表内", rate=0.002)
def no_such_place(row: Row) -> None:
    row.write("death_place", row.one_of("8", "99") if row.sheet.codes else row.one_of("地里", "外地"))


@breaks("C-41", Effect.BLANK, "reported_at", says="报告日期不存在")
def impossible_report(row: Row) -> None:
    row.write("reported_at", row.one_of("2025-02-30", "2025-13-01", "25年3月"))


@breaks("C-33", Effect.REPAIR, "report_org", says="用文字表示空值")
def no_reporter_in_words(row: Row) -> None:
    row.write("report_org", row.one_of("无", "不详", "-", "暂无"))


@breaks("D-05", Effect.BLOCK, "confirm_status", says="死亡尚未确认", needs=coded("confirm_status", "1"))
def not_confirmed(row: Row) -> None:
    row.write_codes("confirm_status", row.one_of("0", "2"))


@breaks(
    "D-01",
    Effect.FLAG,
    "reported_at",
    says="死亡后8天以上报告",
    needs=lambda row: row.day("death_date").month < 9,
)
def reported_late(row: Row) -> None:
    row.write("reported_at", (row.day("death_date") + timedelta(days=row.number_between(8, 40))).isoformat())


@breaks("D-03", Effect.FLAG, "death_time", says="死亡时刻写法不规范")
def odd_time(row: Row) -> None:
    row.write("death_time", row.one_of("8:30", "上午8时", "24:00"))


@breaks("D-04", Effect.FLAG, "cert_no", says="登记来源缺证明编号", needs=has("cert_no"))
def no_certificate(row: Row) -> None:
    row.write("cert_no", "")


@breaks("C-47", Effect.FLAG, "confirm_status", says="仅村居上报即已确认", needs=coded("confirm_status", "0"))
def confirmed_by_hearsay(row: Row) -> None:
    row.write_codes("confirm_status", "1")


@breaks(
    "C-51",
    Effect.FLAG,
    "cause_underlying_icd10",
    says="死因编码写法不规范",
    needs=has("cause_underlying_icd10"),
)
def odd_code(row: Row) -> None:
    row.write("cause_underlying_icd10", row.one_of("I219", "i21.9", "21.9"))


@breaks("C-51R", Effect.FLAG, "cause_underlying_icd10", says="死因不明", needs=has("cause_underlying_icd10"))
def unknown_cause(row: Row) -> None:
    row.write("cause_underlying_icd10", row.one_of("R99", "R54", "R09.2"))


@breaks(
    "C-51S",
    Effect.FLAG,
    "cause_underlying_icd10",
    says="以损伤为根本死因",
    needs=has("cause_underlying_icd10"),
)
def nature_of_injury(row: Row) -> None:
    row.write("cause_underlying_icd10", row.one_of("S72.0", "T14.9"))


@breaks(
    "C-51X", Effect.FLAG, "cause_underlying_icd10", says="死因与性别不符", needs=has("cause_underlying_icd10")
)
def cause_of_the_other_sex(row: Row) -> None:
    row.write("cause_underlying_icd10", "C53.9" if row.plain("sex") == "1" else "C61")


@keeps("C-44", "reported_at", says="死亡当日报告")
def reported_at_once(row: Row) -> None:
    row.write("reported_at", row.plain("death_date"))


@keeps("D-01", "reported_at", says="死亡后第7天报告", needs=lambda row: row.day("death_date").month < 10)
def reported_on_the_last_day(row: Row) -> None:
    row.write("reported_at", (row.day("death_date") + timedelta(days=7)).isoformat())


@keeps("C-51", "cause_underlying_icd10", says="六位扩展编码", needs=has("cause_underlying_icd10"))
def extended_code(row: Row) -> None:
    row.write("cause_underlying_icd10", "I63.900")
