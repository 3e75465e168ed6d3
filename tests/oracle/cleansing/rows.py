"""Rows and texts drawn from a declaration: values at and about limits, missing ones, codes and sets."""

from datetime import date, timedelta

from hypothesis import strategies as st

from qinkang.cleansing.reading import fact_types
from qinkang.kernel.citizen_id import check_character
from qinkang.standards.dataset import Dataset
from qinkang.standards.field import (
    Address,
    AreaCode,
    Choice,
    Choices,
    CreditCode,
    Day,
    DocumentNumber,
    Field,
    Month,
    Number,
    PersonName,
    Telephone,
    Text,
)

DAYS = st.sampled_from(
    [
        *(date(2025, 3, 5), date(2025, 6, 30), date(2025, 7, 1), date(2025, 7, 2), date(2016, 11, 24)),
        *(date(1952, 3, 7), date(1960, 3, 5), date(1965, 3, 6), date(1902, 3, 5), date(1952, 2, 29)),
    ]
)
NEAR_DAYS = st.builds(lambda day, off: day + timedelta(days=off), DAYS, st.integers(-1, 1))
FIRST_17 = ["61012519520307122", "61012519520307001", "61099919450101151", "83000019940823002"]
NUMBERS = [first + check_character(first) for first in FIRST_17] + [
    "610125195203071223",
    "610125195202301223",
    "610125195203071000",
    "61012519520307122",
    "111111111111111111",
    "6.10125E+17",
    "E12345678",
    "护照2",
]
OF_KIND: dict[type[Field], list[str]] = {
    DocumentNumber: NUMBERS,
    PersonName: ["王秀英", "王", "测试", "王?英", "买买提·艾力"],
    Telephone: ["13991234567", "13800000000", "87654320", "0917-3265432"],
    CreditCode: ["91350100M000100Y43", "91350100M000100Y44", "1"],
    AreaCode: ["610118", "610125", "610125001", "611100", "611200", "610300", "610101", "610399", "110105"],
    Address: ["岐山县凤鸣镇某村三组"],
    Text: [
        "血压偏高",
        "未见异常",
        "某",
        "2025",
        "2025年度",
        "202513",
        "08:30",
        "24:00",
        "C53.9",
        "R99",
        "S72.0",
        "I219",
    ],
}
UNITS_OUT_OF_CELL = (30, 12, 18, 7, 1.3, 1.65, 2.2, 2, 4, 60, 600, 20, 150, 5, 25, 0.3, 340, 365, 420)
"""Ends of the ranges in which a number is taken for another unit."""

POINTS = {0.0, 1.0, 3.0, 5.0, 7.0, 10.0}
"""What items of an assessment give."""


def numbers(field: Number) -> st.SearchStrategy[float]:
    """Values at the ends of every range a rule knows, just beside them, and anywhere."""
    ends = {float(end) for end in UNITS_OUT_OF_CELL} | {0.0}
    if field.limits:
        ends |= set(map(float, (*field.limits.hard, *(field.limits.soft or ()))))
    if field.unit == "分":
        ends |= POINTS
    near = st.builds(
        lambda end, off: round(end + off, 2), st.sampled_from(sorted(ends)), st.sampled_from([0, -0.1, 0.1])
    )
    plausible = field.limits.soft or field.limits.hard if field.limits else (2024, 2026)
    return near | st.floats(*map(float, plausible)).map(lambda value: round(value, field.decimals))


def values(field: Field) -> st.SearchStrategy:
    """Typed values of a field, as reading could have left them."""
    match field:
        case Number():
            return numbers(field)
        case Day():
            return NEAR_DAYS
        case Month():
            return NEAR_DAYS.map(lambda day: day.replace(day=1))
        case Choice():
            return st.sampled_from([*field.codes.labels, "88"])
        case Choices():
            return st.lists(st.sampled_from([*field.codes.labels, "88"]), max_size=4, unique=True)
    return st.sampled_from(OF_KIND[type(field)])


def units(field: Field) -> st.SearchStrategy:
    """What the cell said of its unit."""
    if isinstance(field, Number) and field.confused_with:
        return st.sampled_from([field.unit, *field.confused_with])
    return st.nothing()


def rows(dataset: Dataset) -> st.SearchStrategy[dict[str, object]]:
    """Rows of typed values with stated units; a field not named is missing.

    Fields that rules compare are drawn together more often than chance would.
    """
    strategy = {name: values(field) for name, field in dataset.columns.items()}
    strategy |= {
        fact: units(field)
        for field in dataset.of_kind(Number)
        for fact in fact_types(field)
        if field.confused_with
    }
    known = [
        ("sbp_left", "dbp_left", "sbp_right", "dbp_right", "assess"),
        ("sbp_left", "dbp_left", "sbp_left_unit", "dbp_left_unit"),
        ("height", "weight", "bmi", "height_unit"),
        ("id_no", "id_type", "birth_date", "sex", "check_date", "health_self", "smoke_start_age", "pap"),
        ("live_region", "check_date", "year"),
        ("smoke", "smoke_per_day", "smoke_start_age", "smoke_quit_age", "drink_freq", "drink_kinds"),
        ("hba1c", "fpg", "tc", "ldl", "hdl", "k", "na", "tbil", "dbil", "hba1c_unit", "fpg_unit"),
        ("assess", "abnormal_1_finding", "risk_control", "target_weight", "symptoms"),
        ("hukou_region", "live_region", "residency", "as_of", "birth_date", "special_tags"),
        ("living_arrangement", "marital", "cohabit_n", "empty_nest", "institution_uscc", "special_tags"),
        ("history_disease", "diagnoses_1_disease", "diagnoses_1_diagnosed", "as_of", "birth_date"),
        ("history_surgery", "surgery_1_name", "drug_allergy", "drug_allergy_other", "genetic"),
        ("death_date", "reported_at", "birth_date", "id_no", "sex", "cause_underlying_icd10", "death_time"),
        ("source", "confirm_status", "cert_no", "cause_underlying_icd10"),
        ("cycle", "recert_date", "due_date", "next_due_date", "method", "result", "evidence_uri"),
        ("meal_score", "wash_score", "dress_score", "toilet_score", "activity_score", "total", "grade"),
        ("meal_level", "meal_score", "wash_level", "wash_score", "activity_level", "activity_score"),
        ("begin_date", "end_date", "years", "sign_date", "stop_date", "status", "stop_reason"),
        (
            "items_1_item_code",
            "items_1_due_n",
            "items_1_done_n",
            "items_1_last_done_at",
            "begin_date",
            "end_date",
        ),
        ("items_1_item_code", "items_2_item_code", "items_3_item_code", "items_9_item_code", "status"),
        ("groups", "sign_type", "family_no", "paid", "fee", "signed_by_doctor"),
    ]
    there = ([name for name in names if name in strategy] for names in known)
    together = [names for names in there if len(names) > 1]
    group = st.sampled_from(together or [[]]).flatmap(
        lambda names: st.fixed_dictionaries({}, optional={name: strategy[name] for name in names})
    )
    single = st.sampled_from(sorted(dataset.columns)).flatmap(
        lambda name: st.fixed_dictionaries({name: strategy[name]})
    )
    return st.lists(group | single if together else single, max_size=8).map(
        lambda drawn: {name: value for some in drawn for name, value in some.items()}
    )


ODD = ["", " ", "无", "-", "—", "NULL", "不详", "暂无", "0", "/", "\u3000", "\u200b", "\t", "１２", "O"]


def texts(field: Field) -> st.SearchStrategy[str]:
    """Texts of cells: right ones, right ones with something about them, and any at all."""
    match field:
        case Number():
            plain = numbers(field).map(lambda value: f"{value:g}")
            unit = st.sampled_from(["", field.unit, *field.units, *field.confused_with, " ", "℃", "."])
            right = st.builds("{}{}".format, plain, unit) | st.sampled_from(["1,200", "5,6", "-3", "1e3"])
        case Day() | Month():
            form = st.sampled_from(
                ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日", "%Y-%m", "%Y-%m-%d 00:00:00", "%y-%m-%d"]
            )
            right = st.builds(lambda day, form: day.strftime(form), NEAR_DAYS, form) | st.sampled_from(
                ["45659", "2025-02-30", "二〇二五年三月五日", "1900-01-01", "9999-12-31", "20251301"]
            )
        case Choice() | Choices():
            one = st.sampled_from(sorted({*field.codes.spellings, "88", "甲"}))
            right = st.builds(
                lambda many, by: by.join(many),
                st.lists(one, min_size=1, max_size=3),
                st.sampled_from([",", "、", ";", " "]),
            )
        case _:
            right = st.sampled_from(OF_KIND[type(field)])
    touched = st.builds(
        lambda text, odd, at: text[: at % (len(text) + 1)] + odd + text[at % (len(text) + 1) :],
        right,
        st.sampled_from(["", " ", "'", "x", "*", "\u3000", "(已故)", ".", "．", "0", "\n"]),
        st.integers(0, 20),
    )
    return right | touched | st.sampled_from(ODD) | st.text(max_size=12)
