"""When a contract holds, and what was done of what it promises."""

from tests.spec.cleansing.judging import cleansed
from tests.spec.kernel.drawn import drawn

from qinkang.standards.datasets import Contract

UNNAMED = ("K-01", "K-02")  # the tables do not say whose contract it is


def test_the_period_is_judged_as_the_table_says():
    """Received on 30 June 2025."""
    rows = drawn("""
        what                      | begin_date | end_date   | years | status | stop_date  | sign_date  | rules
        --------------------------+------------+------------+-------+--------+------------+------------+-------------
        a year                    | 2025-01-01 | 2025-12-31 | 1     | 1      |            | 2024-12-20 |
        a year, by the other way  | 2024-07-01 | 2025-07-01 | 1     | 4      |            | 2024-07-01 |
        three years               | 2025-01-01 | 2027-12-31 | 3     | 1      |            |            |
        five years                | 2025-01-01 | 2029-12-31 | 5     | 1      |            |            | C-95P
        for ever                  | 2025-01-01 | 2099-12-31 |       | 1      |            |            | C-95L
        ends on its first day     | 2025-01-01 | 2025-01-01 |       | 1      |            |            | C-95 Q-06
        ends before it begins     | 2025-12-31 | 2025-01-01 |       | 1      |            |            | C-35 C-95 Q-06
        begins next autumn        | 2025-09-28 | 2026-09-27 | 1     | 1      |            |            |
        begins too late           | 2025-09-29 | 2026-09-28 | 1     | 1      |            |            | C-35
        years do not fit          | 2025-01-01 | 2025-12-31 | 2     | 1      |            |            | Q-01
        six years                 | 2025-01-01 | 2025-12-31 | 6     | 1      |            |            | N-10
        signed afterwards         | 2025-01-01 | 2025-12-31 |       | 1      |            | 2025-02-01 | Q-02
        signed tomorrow           | 2025-01-01 | 2025-12-31 |       | 1      |            | 2025-07-02 | C-35D
        stopped in time           | 2025-01-01 | 2025-12-31 |       | 2      | 2025-03-05 |            | Q-04
        stopped before it began   | 2025-01-01 | 2025-12-31 |       | 2      | 2024-03-05 |            | Q-03 Q-04
        stopped but in force      | 2025-01-01 | 2025-12-31 |       | 1      | 2025-03-05 |            | Q-05
        stopped without a day     | 2025-01-01 | 2025-12-31 |       | 2      |            |            | Q-04
        expired too early         | 2025-01-01 | 2025-12-31 |       | 3      |            |            | Q-06
        expired and not said      | 2024-01-01 | 2024-12-31 | 1     | 1      |            |            | Q-06
        expired and said          | 2024-01-01 | 2024-12-31 | 1     | 3      |            |            |
    """)
    columns = ("begin_date", "end_date", "years", "status", "stop_date", "sign_date")

    for row in rows:
        texts = {name: row[name] for name in columns} | {"stop_reason": ""}
        made = cleansed(texts, Contract, leaving_out=UNNAMED)

        assert set(made.rules.split()) == set(row["rules"].split()), row["what"]


def test_services_are_judged_as_the_table_says():
    """A contract of the year 2025."""
    rows = drawn("""
        what                  | item         | due | done | last       | other | rules
        ----------------------+--------------+-----+------+------------+-------+------------
        done in time          | 01           | 4   | 2    | 2025-03-05 |       |
        written in words      | 年度健康体检 | 1   | 1    | 2025-03-05 |       |
        not yet               | 01           | 4   | 0    |            |       |
        more than agreed      | 01           | 4   | 5    | 2025-03-05 |       | C-97
        last year's           | 01           | 4   | 2    | 2024-12-31 |       | C-97D
        half a time           | 01           | 0.5 | 0    |            |       | Q-11
        too often             | 01           | 400 | 1    | 2025-03-05 |       | N-11
        done, nobody knows on | 01           | 4   | 2    |            |       | Q-12
        not done, but on      | 01           | 4   | 0    | 2025-03-05 |       | Q-12
        nameless              |              | 4   | 0    |            |       | Q-13
        other, nameless       | 99           | 4   | 0    |            |       | Q-14
        other, named          | 99           | 4   | 0    |            | 义诊  |
        no such service       | 88           | 4   | 0    |            |       | C-30 Q-13
    """)
    period = {"begin_date": "2025-01-01", "end_date": "2025-12-31", "stop_date": ""}
    fields = {
        "item": "item_code",
        "due": "due_n",
        "done": "done_n",
        "last": "last_done_at",
        "other": "item_name",
    }

    for row in rows:
        texts = period | {f"items_1_{field}": row[name] for name, field in fields.items()}
        made = cleansed(texts, Contract, leaving_out=UNNAMED)

        assert set(made.rules.split()) == set(row["rules"].split()), row["what"]
