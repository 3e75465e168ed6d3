"""Blood pressure as a clinic writes it, what it becomes, and what the clinic is told."""

from tests.spec.cleansing.judging import cleansed, shown
from tests.spec.kernel.drawn import drawn

PRESSURES = ("sbp_left", "dbp_left", "sbp_right", "dbp_right")


def test_pressures_become_what_the_table_says():
    rows = drawn("""
        what is wrong              | left      | right    | becomes left | becomes right | rules
        ---------------------------+-----------+----------+--------------+---------------+------------------
        nothing                    | 132/84    | 128/80   | 132/84       | 128/80        |
        kilopascals                | 17.3/10.7 | 16.8/10.5 | 130/80      | 126/79        | C-57
        kilopascals, and says so   | 31kPa/19kPa | /      | 233/143      | /             | C-34 C-57 C-52W C-53W
        just no kilopascals        | 30.1/18   | 128/80   | /            | 128/80        | C-52 C-53
        says mmHg, so no kPa       | 17mmHg/10mmHg | 128/80 | /          | 128/80        | C-34 C-52 C-53
        both sides swapped         | 84/132    | 80/128   | 132/84       | 128/80        | C-54
        swapped, other side empty  | 84/132    | /        | 132/84       | /             | C-54
        swapped on one side only   | 84/132    | 128/80   | /            | 128/80        | C-54B
        swapped, other side half   | 84/132    | 128/     | /            | 128/          | C-54B
        equal                      | 90/90     | 128/80   | /            | 128/80        | C-54B
        swapped would be too close | 118/120   | /        | /            | /             | C-54B
        one more than the other    | 81/80     | 100/80   | 81/80        | 100/80        | C-55
        swapped kilopascals        | 10.7/17.3 | 128/80   | /            | 128/80        | C-52 C-53
        systolic impossible        | 1300/84   | 128/80   | /84          | 128/80        | C-52
        diastolic impossible       | 132/8     | 128/80   | 132/         | 128/80        | C-53
        highest and lowest allowed | 300/200   | 50/30    | 300/200      | 50/30         | C-52W C-53W C-56
        sides 20 apart             | 140/80    | 120/80   | 140/80       | 120/80        |
        sides 21 apart             | 141/80    | 120/80   | 141/80       | 120/80        | C-56
        wide by 100                | 180/80    | 170/80   | 180/80       | 170/80        |
        wide by 101                | 181/80    | 170/80   | 181/80       | 170/80        | C-55
        letters                    | 13O/84    | 128/80   | /84          | 128/80        | C-34U
    """)

    for row in rows:
        texts = dict(zip(PRESSURES, (row["left"] + "/" + row["right"]).split("/"), strict=True))
        made = cleansed(texts, leaving_out=("K-01", "K-02"))
        left, right = (
            "/".join(shown(made.values[name]) for name in pair) for pair in (PRESSURES[:2], PRESSURES[2:])
        )

        expected = row["rules"].split()
        found = made.rules.split()
        assert (left, right, sorted(found)) == (
            row["becomes left"],
            row["becomes right"],
            sorted(expected),
        ), row["what is wrong"]


def test_a_pair_swapped_on_both_sides_is_one_finding_for_each_side():
    made = cleansed(dict(zip(PRESSURES, ("84", "132", "80", "128"), strict=True)))

    assert made.findings == ["C-54 sbp_left", "C-54 sbp_right"]
