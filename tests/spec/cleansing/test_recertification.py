"""The yearly survival check: its cycle, its days, and what it rests on."""

from tests.spec.cleansing.judging import cleansed
from tests.spec.kernel.drawn import drawn

from qinkang.standards.datasets import Recertification

WITHOUT_GAPS = ("K-01", "K-02")


def test_a_cycle_becomes_a_year_or_a_month_or_waits():
    rows = drawn("""
        cycle  | becomes | rules
        -------+---------+------------
        2025   | 2025    |
        202506 | 202506  |
        2025年 | 2025    | V-01
        2025年度 | 2025  | V-01
        2024   | 2024    | V-03
        2026   | 2026    | V-03
        202413 | 202413  | V-02 V-03
        25     | 25      | V-02
        上半年 | 上半年  | V-02
        2025/1 | 2025/1  | V-02
    """)

    for row in rows:
        texts = {"cycle": row["cycle"], "recert_date": "2025-03-05"}
        made = cleansed(texts, Recertification, leaving_out=WITHOUT_GAPS)
        assert made.values["cycle"] == row["becomes"], row["cycle"]
        assert made.rules == row["rules"], row["cycle"]


def test_checks_are_in_time_and_the_next_comes_later():
    rows = drawn("""
        due_date   | recert_date | next_due_date | rules
        -----------+-------------+---------------+----------
        2025-03-01 | 2025-02-10  | 2026-03-01    |
        2025-03-01 | 2025-03-31  | 2026-03-01    |
        2025-03-01 | 2025-04-01  | 2026-03-01    | C-50
        2025-03-01 | 2025-03-01  | 2025-03-01    | V-04
        2025-03-01 | 2025-07-02  |               | C-35 C-50
    """)

    for row in rows:
        texts = {name: text for name, text in row.items() if text and name != "rules"}
        assert set(cleansed(texts, Recertification, leaving_out=WITHOUT_GAPS).rules.split()) == set(
            row["rules"].split()
        ), row


def test_the_outcome_fits_the_way_it_was_found():
    rows = drawn("""
        method   | result   | evidence_uri | rules
        ---------+----------+--------------+----------
        人脸识别 | 通过     | f/1          |
        人脸识别 | 通过     |              | V-05
        视频     | 通过     |              | V-05
        上门     | 通过     |              |
        人脸识别 | 未通过   |              |
        数据比对 | 死亡核销 |              | V-06
        现场     | 死亡核销 |              | V-06 V-07
    """)

    for row in rows:
        texts = {name: row[name] for name in ("method", "result", "evidence_uri")}
        made = cleansed(texts, Recertification, leaving_out=WITHOUT_GAPS)
        assert set(made.rules.split()) == set(row["rules"].split()), row
