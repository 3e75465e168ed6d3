"""Answers that contradict one another."""

from tests.spec.cleansing.judging import cleansed, shown
from tests.spec.kernel.drawn import drawn


def read(fields: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in fields.split())


def test_what_the_other_sex_cannot_have_is_taken_away():
    rows = drawn("""
        what                             | fields                                       | kept     | rules
        ---------------------------------+----------------------------------------------+----------+------
        a woman's smear                  | sex=2 pap=1                                  | pap      |
        a man's smear                    | sex=1 pap=1                                  |          | C-90
        a man's smear with its text      | sex=1 pap=2 pap_other=炎症                   |          | C-90
        a man by his number only         | sex= id_no=610125195203070017 pap=1          |          | C-90
        sex and number disagree          | sex=1 id_no=610125195203071220 pap=1         | pap      | C-10
        sex unknown                      | sex=0 pap=1                                  | pap      |
        a woman's prostate               | sex=2 rectal=4                               |          | C-90
        a woman's rectal examination     | sex=2 rectal=2                               | rectal   |
        a man's prostate                 | sex=1 rectal=4                               | rectal   |
    """)

    for row in rows:
        made = cleansed(read(row["fields"]))
        kept = [name for name in ("pap", "pap_other", "rectal") if made.values.get(name) is not None]

        assert (" ".join(kept), made.rules) == (row["kept"], row["rules"]), row["what"]


def test_who_never_smoked_or_drank_has_no_details():
    rows = drawn("""
        fields                                              | findings
        ----------------------------------------------------+-----------------------------------------
        smoke=1 smoke_per_day=20                            | C-89 smoke_per_day
        smoke=1 smoke_per_day=0                             |
        smoke=3 smoke_per_day=20                            |
        smoke=2 smoke_quit_age=50 smoke_start_age=20        |
        smoke=1 smoke_start_age=0                           | C-89 smoke_start_age
        smoke=3 smoke_start_age=0                           | C-89L smoke_start_age
        smoke=2 smoke_quit_age=19 smoke_start_age=20        | C-89A smoke_quit_age
        drink_freq=1 drink_liang_per_day=2                  | C-89 drink_liang_per_day
        drink_freq=1 drunk_last_year=2                      |
        drink_freq=1 drunk_last_year=1                      | C-89 drunk_last_year
        drink_freq=1 drink_kinds=1,2 drink_kinds_other=米酒 | C-89 drink_kinds
        drink_freq=2 drink_kinds=1,2                        |
    """)

    for row in rows:
        assert " ".join(cleansed(read(row["fields"])).findings) == row["findings"], row


def test_none_stands_alone_in_a_set():
    rows = drawn("""
        field    | written     | becomes | rules
        ---------+-------------+---------+----------
        symptoms | 1           | 1       |
        symptoms | 3,2         | 2,3     |
        symptoms | 1,2,25      | 2,25    | C-32
        symptoms | 无症状，头痛 | 2      | C-32
        symptoms | 1,88        | 1       | C-30
        eye      | 1;4         | 4       | C-32
        diet     | 1,4         | 1,4     |
    """)

    for row in rows:
        made = cleansed({row["field"]: row["written"]})

        assert (shown(made.values[row["field"]]), made.rules) == (row["becomes"], row["rules"]), row


def test_screens_scores_and_assessment_agree():
    rows = drawn("""
        fields                                                          | findings
        ----------------------------------------------------------------+--------------------
        cognition_screen=2 mmse_total=20                                |
        cognition_screen=2 mmse_total=                                  | C-88 mmse_total
        cognition_screen=2                                              |
        emotion_screen=2 gds_total=31                                   | C-88L gds_total C-88 gds_total
        selfcare_self=4 motor=1                                         | C-83 selfcare_self
        selfcare_self=4 motor=2 ex_freq=4                               |
        assess=1 sbp_left=180                                           | C-91 assess
        assess=1 sbp_left=179 dbp_left=109 fpg=16.6                     |
        assess=1 fpg=301                                                | C-68R fpg C-91 assess
        assess=1 emotion_screen=2                                       | C-91 assess
        assess=2 sbp_left=200                                           |
        assess=1 abnormal_1_finding=血压偏高                            | F-01 assess
        assess=1 abnormal_1_finding=未见异常                            |
        assess=2 abnormal_1_finding= abnormal_2_finding=血脂偏高        |
        assess=2 abnormal_1_finding=                                    | F-02 abnormal_1_finding
        assess=2                                                        |
        risk_control=3,5 target_weight=                                 | F-04 target_weight
        risk_control=3,5 target_weight=62                               |
        risk_control=3 target_weight=62                                 | F-04 target_weight
        occ_exposure=1 occ_job=采煤工                                   | F-09 occ_exposure
        occ_exposure=1 occ_dust_protection=1                            |
        drugs_2_name= drugs_2_dose=10毫克                               | F-11 drugs_2_name
        birth_date=1952-03-07 check_date=2025-03-05 health_self=        | F-08 health_self
        birth_date=1962-03-07 check_date=2025-03-05 health_self=        | C-37 birth_date
        birth_date=1952-03-07 check_date=2025-03-05 smoke_start_age=72  |
        birth_date=1952-03-07 check_date=2025-03-05 smoke_start_age=73  | C-89B smoke_start_age
    """)

    for row in rows:
        made = cleansed(read(row["fields"]), leaving_out=("K-01", "K-02", "C-52W", "C-55"))

        assert " ".join(made.findings) == row["findings"], row
