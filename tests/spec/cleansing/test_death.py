"""Deaths: dates that follow one another, a cause that can be, and when a death is certain."""

import pytest
from tests.spec.cleansing.judging import cleansed
from tests.spec.kernel.drawn import drawn

from qinkang.standards.datasets import Death


def found(texts, **options):
    known = {name: text for name, text in texts.items() if text}
    return cleansed(known, Death, leaving_out=("K-01", "K-02"), **options)


def test_dates_of_a_death_follow_one_another():
    rows = drawn("""
        what                        | birth_date | death_date | reported_at | rules
        ----------------------------+------------+------------+-------------+------------
        reported next day           | 1940-03-05 | 2025-03-05 | 2025-03-06  |
        reported the same day       | 1940-03-05 | 2025-03-05 | 2025-03-05  |
        reported on the seventh day | 1940-03-05 | 2025-03-05 | 2025-03-12  |
        reported on the eighth      | 1940-03-05 | 2025-03-05 | 2025-03-13  | D-01
        reported the day before     | 1940-03-05 | 2025-03-05 | 2025-03-04  | C-44
        dead tomorrow               | 1940-03-05 | 2025-07-01 |             |
        dead the day after          | 1940-03-05 | 2025-07-02 |             | C-44
        reported the day after      | 1940-03-05 | 2025-06-28 | 2025-07-02  | D-02
        dead before birth           | 1940-03-05 | 1940-03-04 |             | C-43
        dead on the day of birth    | 1965-03-05 | 1965-03-05 |             | C-36
        dead on the 60th birthday   | 1965-03-05 | 2025-03-05 |             |
        dead the day before it      | 1965-03-06 | 2025-03-05 |             | C-36
        111 years old               | 1914-03-05 | 2025-03-05 |             | C-39
        123 years old               | 1902-03-05 | 2025-03-05 |             | C-39R
    """)

    for row in rows:
        texts = {name: row[name] for name in ("birth_date", "death_date", "reported_at")}
        assert found(texts).rules == row["rules"], row["what"]


@pytest.mark.parametrize(
    ("sex", "code", "rules"),
    [
        ("1", "I21.9", ""),
        ("1", "I63.900", ""),
        ("2", "C53.9", ""),
        ("1", "C53.9", "C-51X"),
        ("2", "C61", "C-51X"),
        ("9", "C61", ""),
        ("1", "N40", ""),
        ("2", "N40", "C-51X"),
        ("1", "R99", "C-51R"),
        ("1", "S72.0", "C-51S"),
        ("1", "W19.9", ""),
        ("1", "I219", "C-51"),
        ("1", "脑梗死", "C-51"),
        ("1", "", ""),
    ],
)
def test_the_underlying_cause_is_a_code_that_can_be(sex, code, rules):
    assert found({"sex": sex, "cause_underlying_icd10": code}).rules == rules


@pytest.mark.parametrize(
    ("source", "status", "rules"),
    [
        ("死因监测", "已确认", ""),
        ("公安注销", "1", ""),
        ("火化", "1", ""),
        ("村居上报", "1", "C-47"),
        ("医保停保", "1", "C-47"),
        ("村居上报", "疑似", "D-05"),
        ("公安注销", "误报", "D-05"),
    ],
)
def test_a_confirmed_death_has_a_source_that_is_sure_alone(source, status, rules):
    assert found({"source": source, "confirm_status": status}).rules == rules


def test_the_register_has_certificate_and_cause():
    made = found({"source": "1", "cert_no": "X", "cause_underlying_icd10": "I21.9"})
    gaps = cleansed(
        {"source": "1", "cert_no": "", "cause_underlying_icd10": ""}, Death, leaving_out=("K-02",)
    )

    assert made.rules == ""
    assert gaps.findings == ["D-04 cause_underlying_icd10", "D-04 cert_no"]


@pytest.mark.parametrize(
    ("text", "rules"), [("08:30", ""), ("23:59:59", ""), ("8:30", "D-03"), ("24:00", "D-03")]
)
def test_a_time_of_death_is_a_time_of_day(text, rules):
    assert found({"death_time": text}).rules == rules
