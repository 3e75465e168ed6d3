"""Height, weight, body mass index, waist and temperature."""

from tests.spec.cleansing.judging import cleansed, shown
from tests.spec.kernel.drawn import drawn


def test_height_weight_and_index_become_what_the_table_says():
    rows = drawn("""
        what is wrong                  | height  | weight | bmi  | become             | rules
        -------------------------------+---------+--------+------+--------------------+-----------
        nothing                        | 165     | 65     | 23.9 | 165 65 23.9        |
        index 0.2 too high             | 165     | 65     | 24.1 | 165 65 24.1        |
        index 0.3 too high             | 165     | 65     | 24.2 | 165 65 23.9        | C-65
        index without its point        | 165     | 65     | 239  | 165 65 23.9        | C-65
        height in metres               | 1.65    | 65     | 23.9 | 165 65 23.9        | C-61R
        metres, index as computed then | 1.65    | 65     | 27   | 165 65 23.9        | C-61R C-65
        says metres                    | 1.25m   | 40     | 25.6 | 125 40 25.6        | C-34 C-61R C-61W
        says centimetres               | 1.65cm  | 65     | 23.9 | - 65 23.9          | C-34 C-61
        swapped                        | 65      | 165    | 23.9 | 165 65 23.9        | C-66R
        swapped, no index              | 65      | 165    |      | 165 65 -           | C-66R
        swapped and both allowed       | 105     | 152    |      | 152 105 -          | C-66R
        weight without its point       | 165     | 650    | 23.9 | 165 - 23.9         | C-63
        height impossible              | 95      | 65     | 23.9 | - 65 23.9          | C-61
        both impossible                | 16      | 6      | 23.9 | - - 23.9           | C-61 C-63
        height zero                    | 0       | 65     | 23.9 | - 65 23.9          | C-61
        weight missing                 | 165     |        | 23.9 | 165 - 23.9         |
        only an impossible index       | 165     |        | 75   | 165 - -            | C-66
        lowest allowed                 | 130     | 20     | 11.8 | 130 20 11.8        | C-63W C-66W
    """)

    for row in rows:
        made = cleansed({name: row[name] for name in ("height", "weight", "bmi")}, leaving_out=("K-02",))
        values = " ".join(shown(made.values[name]) or "-" for name in ("height", "weight", "bmi"))

        assert (values, made.rules.split()) == (row["become"], row["rules"].split()), row["what is wrong"]


def test_waist_and_temperature_become_what_the_table_says():
    rows = drawn("""
        field       | written | becomes | rules
        ------------+---------+---------+-----------
        waist       | 85      | 85      |
        waist       | 2.7     | 90      | C-67R
        waist       | 2尺     | 66.7    | C-34 C-67R
        waist       | 4       | 133.3   | C-67R C-67W
        waist       | 4.1     |         | C-67
        waist       | 1.9     |         | C-67
        waist       | 2.7厘米 |         | C-34 C-67
        temperature | 36.5    | 36.5    |
        temperature | 365     | 36.5    | C-58T
        temperature | 340     | 34      | C-58T C-58W
        temperature | 339     |         | C-58
        temperature | 421     |         | C-58
        temperature | 36．5℃  | 36.5    | C-34
    """)

    for row in rows:
        made = cleansed({row["field"]: row["written"]}, leaving_out=("K-02",))

        assert (shown(made.values[row["field"]]), made.rules) == (row["becomes"], row["rules"]), row
