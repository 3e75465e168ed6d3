"""Living arrangements: who lives with whom."""

from tests.spec.cleansing.judging import cleansed, shown
from tests.spec.kernel.drawn import drawn

from qinkang.standards.datasets import Living


def test_arrangement_company_and_home_agree():
    rows = drawn("""
        living_arrangement | cohabit_n | empty_nest | institution_uscc   | monthly_visit | rules
        -------------------+-----------+------------+--------------------+---------------+------------
        独居               | 0         | 是         |                    | 是            |
        独居               | 1         | 是         |                    | 是            | C-98
        独居               | 0         | 是         |                    |               | H-04
        与配偶             | 1         | 是         |                    |               |
        与配偶             | 0         | 是         |                    |               | H-01
        与子女             | 4         | 否         |                    |               |
        与子女             | 4         | 是         |                    |               | H-03
        养老机构           | 0         | 否         | 91350100M000100Y43 |               |
        养老机构           | 0         | 否         |                    |               | C-98U
        与子女             | 4         | 否         | 91350100M000100Y43 |               | C-98U
        养老机构           | 0         | 否         | 91350100M000100Y44 |               | P-01
    """)

    for row in rows:
        texts = {name: text for name, text in row.items() if name != "rules"}
        made = cleansed(texts, Living, leaving_out=("K-01", "K-02"))
        assert set(made.rules.split()) == set(row["rules"].split()), row


def test_people_living_together_are_a_whole_number():
    rows = drawn("""
        cohabit_n | becomes | rules
        ----------+---------+--------
        3         | 3       |
        ３        | 3       | C-34
        2人       | 2       | C-34
        1.5       |         | H-02
        501       |         | N-21
        500       | 500     | N-21W
        13        | 13      | N-21W
        12        | 12      |
        -1        |         | N-21
        两个      |         | C-34U
        不详      |         | C-33
    """)

    for row in rows:
        made = cleansed({"cohabit_n": row["cohabit_n"]}, Living, leaving_out=("K-01", "K-02"))
        assert (shown(made.values["cohabit_n"]), made.rules) == (row["becomes"], row["rules"]), row[
            "cohabit_n"
        ]
