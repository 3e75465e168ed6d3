"""Defects of dates and key fields (K-01, C-26, C-35 to C-41, F-06 to F-08)."""

from datetime import date, timedelta

import numpy as np

from qinkang.sandbox.defects.defect import Effect, Needs, Row, anyone, both, coded, has
from qinkang.sandbox.defects.health_check.ways import breaks
from qinkang.sandbox.defects.identity import number_of

_HAN = "〇一二三四五六七八九"
_EXCEL_EPOCH = date(1899, 12, 30)


def non_smoker(row: Row) -> bool:
    """Ages of smoking and drinking would not fit another birth date."""
    return row.plain("smoke") == "1" and row.plain("drink_freq") == "1"


def in_han(day: date) -> str:
    """二〇二五年三月五日."""

    def short(number: int) -> str:
        tens, ones = divmod(number, 10)
        lead = "" if tens == 0 else ("十" if tens == 1 else _HAN[tens] + "十")
        return lead + (_HAN[ones] if ones or not tens else "")

    return "".join(_HAN[int(c)] for c in str(day.year)) + f"年{short(day.month)}月{short(day.day)}日"


@breaks("K-01", Effect.REJECT, "check_date", says="体检日期为空")
def undated(row: Row) -> None:
    row.write("check_date", "")


@breaks("K-01", Effect.REJECT, "check_date", says="体检日期不存在", also=("C-41",))
def impossible_check_date(row: Row) -> None:
    row.write("check_date", f"{row.plain('year')}-{row.one_of('02-30', '04-31', '13-05')}")


@breaks("K-01", Effect.REJECT, "org", says="体检机构为空")
def nowhere(row: Row) -> None:
    row.write("org", "")


@breaks("C-35", Effect.REJECT, "check_date", says="体检日期晚于接收日期一天以上")
def in_the_future(row: Row) -> None:
    # later also than the day on which the whole stock is sent once more
    late = row.sheet.last_day + np.timedelta64(row.number_between(40, 99), "D")
    row.write("check_date", str(late))


@breaks("C-36", Effect.REJECT, "check_date", says="体检日期早于出生日期")
def before_birth(row: Row) -> None:
    born = row.day("birth_date")
    row.write("check_date", born.replace(year=born.year - row.number_between(1, 9), day=1).isoformat())


@breaks("C-36", Effect.REJECT, "check_date", "id_no", "birth_date", says="体检时不满60岁", needs=non_smoker)
def too_young(row: Row) -> None:
    when = row.day("check_date")
    born = when.replace(year=when.year - row.number_between(35, 59), day=min(when.day, 27)) + timedelta(
        days=1
    )
    row.write("id_no", number_of(row, born=born))
    row.write("birth_date", born.isoformat())


@breaks("C-40", Effect.REPAIR, "check_date", says="日期写法不规范", rate=0.003)
def other_spelling(row: Row) -> None:
    day = row.day("check_date")
    row.write(
        "check_date",
        row.one_of(
            f"{day.year}/{day.month}/{day.day}",
            f"{day.year}.{day.month}.{day.day}",
            f"{day:%Y%m%d}",
            f"{day.year}年{day.month}月{day.day}日",
            in_han(day),
            str((day - _EXCEL_EPOCH).days),
        ),
    )


@breaks("C-41", Effect.BLANK, "vaccines_1_given", says="接种日期不存在", needs=has("vaccines_1_given"))
def impossible_vaccination(row: Row) -> None:
    row.write("vaccines_1_given", row.plain("vaccines_1_given")[:5] + row.one_of("02-30", "06-31", "13-01"))


def _then_old_enough(row: Row) -> bool:
    """Lives in what became a district in 2021, and was 65 in 2019 already."""
    return row.plain("live_region")[:6] == "610305" and row.age >= 73


@breaks(
    "C-26",
    Effect.FLAG,
    "live_region",
    "check_date",
    "year",
    says="区划代码晚于体检日期启用",
    needs=_then_old_enough,
)
def not_yet_area(row: Row) -> None:
    row.write("check_date", "2019-05-15")
    row.write("year", "2019")


def _aged(years: int) -> Needs:
    return both(non_smoker, lambda row: row.age >= years)


def reborn(row: Row, years: int, days: int = 0) -> None:
    """Make the person this old on the day of the check-up, less some days."""
    when = row.day("check_date")
    day = 28 if (when.month, when.day) == (2, 29) else when.day
    born = when.replace(year=when.year - years, day=day) - timedelta(days=days)
    row.write("id_no", number_of(row, born=born))
    row.write("birth_date", born.isoformat())


@breaks("C-37", Effect.FLAG, "birth_date", "id_no", says="65岁及以上服务中年龄60至64岁", needs=non_smoker)
def early_sixties(row: Row) -> None:
    reborn(row, row.number_between(60, 64), 30)


@breaks("C-39", Effect.FLAG, "birth_date", "id_no", says="年龄超过110岁", needs=_aged(80))
def very_old(row: Row) -> None:
    reborn(row, row.number_between(112, 120), 30)


@breaks("F-06", Effect.FLAG, "year", says="年度与体检日期不一致", needs=anyone)
def other_year(row: Row) -> None:
    row.write("year", str(int(row.plain("year")) - 1))


@breaks("F-07", Effect.FLAG, "hospital_1_discharged", says="出院早于入院", needs=has("hospital_1_admitted"))
def left_before(row: Row) -> None:
    admitted = row.plain("hospital_1_admitted")
    row.write("hospital_1_discharged", f"{int(admitted[:4]) - 1}-{admitted[5:7]}")


@breaks("P-01", Effect.FLAG, "org_uscc", says="机构统一社会信用代码校验不通过")
def wrong_credit_code(row: Row) -> None:
    code = row.plain("org_uscc")
    row.write("org_uscc", code[:-1] + ("2" if code[-1] != "2" else "3"))


@breaks("K-02", Effect.FLAG, "doctor", says="责任医生为空", rate=0.002)
def no_doctor(row: Row) -> None:
    row.write("doctor", "")


@breaks("F-08", Effect.FLAG, "health_self", says="65岁及以上未填健康状态自我评估")
def not_asked(row: Row) -> None:
    row.write("health_self", "")


@breaks("T-01", Effect.FLAG, "symptoms_other", "symptoms", says="文字过长", needs=coded("symptoms", "1"))
def too_long(row: Row) -> None:
    row.write_codes("symptoms", "25")
    row.write("symptoms_other", "夜间时有不适自述遇冷加重" * 20)
