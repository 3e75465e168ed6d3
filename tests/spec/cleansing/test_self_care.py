"""Scores of the self-care assessment, their total, and the grade that follows."""

import pytest
from tests.spec.cleansing.judging import cleansed, shown
from tests.spec.kernel.drawn import drawn

from qinkang.cleansing.rules.elderly.self_care.scores import POINTS, SCORES
from qinkang.standards.datasets import SelfCare


def test_scores_total_and_grade_become_what_the_table_says():
    rows = drawn("""
        what is wrong             | meal | wash | dress | toilet | activity | total | grade | become            | rules
        --------------------------+------+------+-------+--------+----------+-------+-------+-------------------+-------------
        nothing, independent      | 0    | 0    | 0     | 0      | 0        | 0     | 1     | 0 0 0 0 0 = 0 1   |
        three helps are still 1   | 0    | 1    | 0     | 1      | 1        | 3     | 1     | 0 1 0 1 1 = 3 1   |
        four points are 2         | 3    | 1    | 0     | 0      | 0        | 4     | 2     | 3 1 0 0 0 = 4 2   |
        eight are still 2         | 3    | 3    | 0     | 1      | 1        | 8     | 2     | 3 3 0 1 1 = 8 2   |
        nine are 3                | 3    | 3    | 3     | 0      | 0        | 9     | 3     | 3 3 3 0 0 = 9 3   |
        nineteen are 4            | 5    | 7    | 5     | 1      | 1        | 19    | 4     | 5 7 5 1 1 = 19 4  |
        the worst                 | 5    | 7    | 5     | 10     | 10       | 37    | 4     | 5 7 5 10 10 = 37 4 |
        total one off             | 3    | 3    | 0     | 1      | 1        | 7     | 2     | 3 3 0 1 1 = 8 2   | C-81
        total one off, grade too  | 3    | 3    | 3     | 0      | 0        | 8     | 2     | 3 3 3 0 0 = 9 3   | C-81 C-81G
        grade one off             | 3    | 1    | 0     | 0      | 0        | 4     | 1     | 3 1 0 0 0 = 4 2   | C-81G
        total and grade not given | 3    | 3    | 0     | 1      | 1        |       |       | 3 3 0 1 1 = 8 2   | C-81 C-81G
        two for meals             | 2    | 0    | 0     | 0      | 0        | 2     | 1     | - 0 0 0 0 = 2 1   | C-80 K-02
        one for dressing          | 0    | 0    | 1     | 0      | 0        | 1     | 1     | 0 0 - 0 0 = 1 1   | C-80 K-02
        one score not given       | 3    |      | 0     | 1      | 1        | 8     | 2     | 3 - 0 1 1 = 8 2   | K-02
        total above all scores    |      |      |       |        |          | 38    | 4     | - - - - - = - 4   | C-80L K-02
        total below all scores    |      |      |       |        |          | -1    |       | - - - - - = - -   | C-80L K-02
    """)

    for row in rows:
        texts = {f"{item}_score": row[item] for item in POINTS} | {n: row[n] for n in ("total", "grade")}
        made = cleansed(texts, SelfCare)
        scores, *ends = (
            [shown(made.values[name]) or "-" for name in group] for group in (SCORES, ("total", "grade"))
        )

        assert " ".join([*scores, "=", *ends[0]]) == row["become"], row["what is wrong"]
        assert set(made.rules.split()) == set(row["rules"].split()), row["what is wrong"]


@pytest.mark.parametrize(
    ("level", "score", "found"), [("3", "3", ""), ("2", "0", ""), ("3", "5", "S-01"), ("", "5", "")]
)
def test_the_level_of_an_item_has_its_score(level, score, found):
    made = cleansed({"meal_level": level, "meal_score": score}, SelfCare, leaving_out=("K-01", "K-02"))

    assert made.rules == found
