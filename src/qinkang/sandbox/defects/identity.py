"""Defects and near misses of the subject's identity: number, name, birth date, phone (C-01 to C-24, C-40)."""

from datetime import date

import numpy as np

from qinkang.kernel.citizen_id import check_character
from qinkang.sandbox.defects.defect import Effect, Row, Ways
from qinkang.sandbox.people import numbers

IDENTITY = Ways()
breaks, keeps = IDENTITY.breaks, IDENTITY.keeps

_WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
_BORN_OLD = date(1885, 3, 5)


def number_of(row: Row, *, prefix: str = "", born: date | None = None, sequence: int = 0) -> str:
    """The person's number with some part changed and the check character right again."""
    old = row.plain("id_no")
    return str(
        numbers.completed(
            np.array([prefix or old[:6]]),
            np.array([born or row.day("birth_date")], "datetime64[D]"),
            np.array([sequence or int(old[14:17])]),
        )[0]
    )


def ends_in_x(row: Row) -> bool:
    """The number ends in X."""
    return row.plain("id_no").endswith("X")


def two_or_three(row: Row) -> bool:
    """A Han name of two or three characters."""
    return len(row.plain("name")) in (2, 3)


@breaks("C-01", Effect.REPAIR, "id_no", says="身份证件号码为全角", rate=0.001)
def full_width(row: Row) -> None:
    row.write("id_no", row.plain("id_no").translate(_WIDE))


@breaks("C-01", Effect.REPAIR, "id_no", says="身份证件号码中有空格或连字符", rate=0.002)
def parted_number(row: Row) -> None:
    number = row.plain("id_no")
    row.write("id_no", row.one_of(" ", "-", "　").join((number[:6], number[6:14], number[14:])))


@breaks("C-01", Effect.REPAIR, "id_no", says="身份证件号码末位X写作其他字符", needs=ends_in_x, rate=0.002)
def look_alike(row: Row) -> None:
    row.write("id_no", row.plain("id_no")[:-1] + row.one_of("x", "×", "*", "Х", "ｘ"))


@breaks("C-01", Effect.REPAIR, "id_no", says="身份证件号码前有撇号", rate=0.001)
def apostrophe(row: Row) -> None:
    row.write("id_no", "'" + row.plain("id_no"))


@breaks("C-02", Effect.REJECT, "id_no", says="身份证件号码变成科学计数法")
def through_a_float(row: Row) -> None:
    row.write("id_no", f"{float(row.plain('id_no')[:17]) * 10:.5E}")


@breaks("C-02", Effect.REJECT, "id_no", says="身份证件号码末三位变成000")
def lost_digits(row: Row) -> None:
    first = row.plain("id_no")[:15]
    if check_character(first + "00") == "0":  # would be sound by chance
        first = first[:14] + str((int(first[14]) + 1) % 10)
    row.write("id_no", first + "000")


@breaks("C-03", Effect.REPAIR, "id_no", says="15位身份证件号码", rate=0.002)
def fifteen(row: Row) -> None:
    number = row.plain("id_no")
    row.write("id_no", number[:6] + number[8:17])


@breaks(
    "C-04",
    Effect.REPAIR,
    "id_no",
    "birth_date",
    says="15位号码，顺序码996至999，生于19世纪",
    also=("C-03", "C-39R"),
)
def fifteen_centenarian(row: Row) -> None:
    sequence = row.one_of("997", "999") if row.plain("sex") == "1" else row.one_of("996", "998")
    row.write("id_no", row.plain("id_no")[:6] + "980305" + sequence)
    row.write("birth_date", "1898-03-05")


@breaks("C-05", Effect.REJECT, "id_no", says="身份证件号码缺一位或多一位")
def wrong_length(row: Row) -> None:
    number = row.plain("id_no")
    row.write("id_no", row.one_of(number[:9] + number[10:], number[:9] + "0" + number[9:], number[:16]))


@breaks("C-05", Effect.REJECT, "id_no", says="身份证件号码中有不允许的字符")
def letter_inside(row: Row) -> None:
    number = row.plain("id_no")
    row.write("id_no", number[:15] + row.one_of("A", "Z", "#", "?") + number[16:])


@breaks("C-06", Effect.HOLD, "id_no", says="身份证件号码校验码错误", rate=0.004)
def wrong_check(row: Row) -> None:
    number = row.plain("id_no")
    wrong = "0123456789".replace(number[-1], "")
    last = row.one_of(*(wrong.replace("0", "") if number[15:17] == "00" else wrong))
    row.write("id_no", number[:-1] + last)


@breaks("C-07", Effect.HOLD, "id_no", says="身份证件号码中的出生日期不存在")
def no_such_birth(row: Row) -> None:
    number = row.plain("id_no")
    first = number[:10] + row.one_of("0230", "0231", "1301", "0431", "0600") + number[14:17]
    row.write("id_no", first + check_character(first))


@breaks("C-12", Effect.REJECT, "id_no", says="身份证件号码为占位号码")
def placeholder(row: Row) -> None:
    row.write("id_no", row.one_of("111111111111111111", "000000000000000000", "123456789012345678"))


@breaks("C-12", Effect.REJECT, "id_no", says="身份证件号码顺序码为000")
def sequence_of_zeros(row: Row) -> None:
    first = row.plain("id_no")[:14] + "000"
    row.write("id_no", first + check_character(first))


@breaks("C-11", Effect.REPAIR, "birth_date", says="出生日期与身份证件号码不一致", rate=0.004)
def other_birthday(row: Row) -> None:
    born = row.day("birth_date")
    other = born.replace(day=born.day % 27 + 1)  # never the same day, never beyond the month
    row.write("birth_date", other.isoformat())


@breaks("C-15", Effect.BLOCK, "id_no", says="身份证件号码为空", rate=0.015)
def no_number(row: Row) -> None:
    row.write("id_no", "")


@breaks("C-16", Effect.REPAIR, "id_type", says="证件类别与18位居民身份证号码不符", rate=0.001)
def other_document(row: Row) -> None:
    row.write_codes("id_type", row.one_of("03", "06", "07", "99"))


@breaks("C-39R", Effect.REJECT, "birth_date", "id_no", says="年龄超过122岁")
def too_old(row: Row) -> None:
    row.write("id_no", number_of(row, born=_BORN_OLD))
    row.write("birth_date", _BORN_OLD.isoformat())


@breaks("C-17", Effect.REPAIR, "name", says="姓名中有空格或控制字符", needs=two_or_three, rate=0.004)
def spaced_name(row: Row) -> None:
    name = row.plain("name")
    row.write(
        "name", row.one_of(f"{name[0]} {name[1:]}", f"{name[0]}　{name[1:]}", f"{name[0]}\u200b{name[1:]}")
    )


@breaks("C-18", Effect.REPAIR, "name", says="姓名间隔号写法不规范")
def other_interpunct(row: Row) -> None:
    first, last = row.one_of("艾力 买买提", "扎西 多吉", "古丽 阿依", "才仁 旺堆").split()
    row.write("name", first + row.one_of(".", "。", "・", "•", "･", "‧") + last)


@breaks("C-21", Effect.REPAIR, "name", says="姓名后附有注记", needs=two_or_three)
def noted_name(row: Row) -> None:
    row.write("name", row.plain("name") + row.one_of("(大)", "（小）", "（女）", "(已故)", "（老）"))


@breaks("C-20", Effect.HOLD, "name", says="姓名过短、含数字或为身份词", needs=two_or_three)
def no_name(row: Row) -> None:
    surname = row.plain("name")[0]
    row.write(
        "name", row.one_of(surname, f"{surname}某某", "测试", "无名", f"{surname}明之母", f"{surname}三1")
    )


@breaks("C-22", Effect.BLANK, "phone", says="电话号码无法识别", rate=0.004)
def no_phone(row: Row) -> None:
    row.write("phone", row.one_of("12345", "1391234567", "139123456789", "23912345678", "没有电话"))


@breaks("C-05T", Effect.FLAG, "id_no", "id_type", says="护照号码写法不符")
def odd_passport(row: Row) -> None:
    row.write_codes("id_type", "03")
    row.write("id_no", "护照2")


@breaks("C-08", Effect.FLAG, "id_no", says="身份证件号码前六位不是已知区划")
def unknown_prefix(row: Row) -> None:
    row.write("id_no", number_of(row, prefix="610999"))


@breaks("C-19", Effect.FLAG, "name", says="姓名中有乱码", needs=two_or_three)
def garbled_name(row: Row) -> None:
    row.write("name", row.plain("name")[0] + row.one_of("?", "□") + "英")


@breaks("C-24", Effect.FLAG, "phone", says="电话为占位号码")
def placeholder_phone(row: Row) -> None:
    row.write("phone", row.one_of("13800000000", "13888888888", "13900000000"))


@breaks("C-23", Effect.FLAG, "phone", says="固定电话缺少区号")
def no_dialling_code(row: Row) -> None:
    row.write("phone", f"8{row.number_between(2_000_000, 7_999_999)}")


@breaks("K-01", Effect.REJECT, "name", says="姓名为空")
def nameless(row: Row) -> None:
    row.write("name", "")


@breaks("C-40", Effect.REPAIR, "birth_date", says="出生日期写法不规范", rate=0.001)
def other_birth_spelling(row: Row) -> None:
    day = row.day("birth_date")
    row.write(
        "birth_date", row.one_of(f"{day.year}.{day.month}.{day.day}", f"{day.year}年{day.month}月{day.day}日")
    )


@breaks("C-41", Effect.BLANK, "birth_date", says="出生日期不存在", also=("C-11",))
def impossible_birth(row: Row) -> None:
    row.write("birth_date", row.one_of("1900-02-30", "1951-13-05", "1949-02-29", "约1950年"))


@breaks("C-33", Effect.REPAIR, "phone", says="用文字表示空值", rate=0.003)
def no_phone_in_words(row: Row) -> None:
    row.write("phone", row.one_of("无", "不详", "-", "/", "暂无", "—"))


@keeps("C-05", "id_no", says="港澳台居民居住证号码（81、82、83开头）")
def residence_permit(row: Row) -> None:
    row.write("id_no", number_of(row, prefix=row.one_of("810000", "820000", "830000")))


@keeps("C-08", "id_no", says="港澳台居民居住证号码（81、82、83开头）")
def residence_permit_prefix(row: Row) -> None:
    row.write("id_no", number_of(row, prefix=row.one_of("810000", "820000", "830000")))


@keeps("C-08", "id_no", says="原地区的区划代码（6121至6127）")
def former_prefecture(row: Row) -> None:
    row.write("id_no", number_of(row, prefix=row.one_of("612121", "612301", "612425", "612527", "612724")))


@keeps("C-04", "id_no", says="18位号码，顺序码996至999")
def centenarian_sequence(row: Row) -> None:
    odd = row.plain("sex") == "1"
    row.write("id_no", number_of(row, sequence=row.number_between(0, 1) * 2 + (997 if odd else 996)))


@keeps("C-20", "name", says="少数民族姓名，间隔号正确")
def parted_name(row: Row) -> None:
    row.write("name", row.one_of("阿不都热合曼·买买提依明", "马·木沙", "扎西·多吉"))


@keeps("C-22", "phone", says="带国家代码或区号的电话")
def full_phone(row: Row) -> None:
    row.write("phone", row.one_of("+8613912345678", "0086 139 1234 5678", "0917-3212345", "(0916)2212345"))
