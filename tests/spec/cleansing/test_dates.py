"""Dates and age: the check-up was received on 30 June 2025."""

from tests.spec.cleansing.judging import cleansed
from tests.spec.kernel.drawn import drawn

NOT_ABOUT_AGE = ("K-01", "K-02", "F-08")


def test_age_on_the_day_decides():
    rows = drawn("""
        what                         | born       | id_no              | day        | findings
        -----------------------------+------------+--------------------+------------+-----------------
        65 that day                  | 1960-03-05 |                    | 2025-03-05 |
        65 tomorrow                  | 1960-03-06 |                    | 2025-03-05 | C-37 birth_date
        60 that day                  | 1965-03-05 |                    | 2025-03-05 | C-37 birth_date
        60 tomorrow                  | 1965-03-06 |                    | 2025-03-05 | C-36 check_date
        born on a leap day, the 28th | 1960-02-29 |                    | 2025-02-28 | C-37 birth_date
        born on a leap day, 1 March  | 1960-02-29 |                    | 2025-03-01 |
        before birth                 | 1952-03-07 |                    | 1950-03-05 | C-36 check_date
        110                          | 1914-03-06 |                    | 2025-03-05 |
        111                          | 1914-03-05 |                    | 2025-03-05 | C-39 birth_date
        122                          | 1902-03-06 |                    | 2025-03-05 | C-39 birth_date
        123                          | 1902-03-05 |                    | 2025-03-05 | C-39R birth_date
        only the number tells, 60    |            | 610125195203071220 | 2012-03-07 | C-37 id_no
        only the number tells, 59    |            | 610125195203071220 | 2012-03-06 | C-36 check_date
        nothing tells                |            |                    | 2025-03-05 |
        the day after receipt        | 1952-03-07 |                    | 2025-07-01 |
        two days after receipt       | 1952-03-07 |                    | 2025-07-02 | C-35 check_date
        no such day                  | 1952-03-07 |                    | 2025-02-29 | C-41 check_date
    """)

    for row in rows:
        texts = {"birth_date": row["born"], "id_no": row["id_no"], "check_date": row["day"]}
        made = cleansed(texts, leaving_out=(*NOT_ABOUT_AGE, "C-15"))

        assert " ".join(made.findings) == row["findings"], row["what"]


def test_the_age_is_told_by_the_number_where_the_file_has_no_birth_dates():
    made = cleansed({"id_no": "610125195203071220", "check_date": "2012-03-07"}, leaving_out=NOT_ABOUT_AGE)

    assert made.findings == ["C-37 id_no"]


def test_years_and_stays_agree_with_their_dates():
    rows = drawn("""
        fields                                                         | rules
        ---------------------------------------------------------------+------
        year=2025 check_date=2025-01-01                                |
        year=2024 check_date=2025-01-01                                | F-06
        hospital_2_admitted=2025-02 hospital_2_discharged=2025-02      |
        hospital_2_admitted=2025-02 hospital_2_discharged=2025-01      | F-07
        home_bed_1_opened=2025-02 home_bed_1_closed=2024-12            | F-07
        home_bed_1_opened=2025-02 home_bed_1_closed=                   |
    """)

    for row in rows:
        assert cleansed(dict(pair.split("=") for pair in row["fields"].split())).rules == row["rules"], row
