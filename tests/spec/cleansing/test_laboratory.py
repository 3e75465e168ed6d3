"""Laboratory values with and without their units."""

from tests.spec.cleansing.judging import cleansed, shown
from tests.spec.kernel.drawn import drawn


def test_values_in_another_unit_are_converted_only_with_evidence():
    rows = drawn("""
        field | written       | becomes | rules
        ------+---------------+---------+------------
        fpg   | 5.6           | 5.6     |
        fpg   | 101           | 5.61    | C-68R
        fpg   | 101mg/dL      | 5.61    | C-34 C-68R
        fpg   | 45mg/dL       | 2.5     | C-34 C-68R C-68W
        fpg   | 45            | 45      | C-68W
        fpg   | 59.9          |         | C-68
        fpg   | 60            | 3.33    | C-68R
        fpg   | 600           | 33.3    | C-68R C-68W
        fpg   | 601           |         | C-68
        fpg   | 101mmol/L     |         | C-34 C-68
        fpg   | 50            | 50      | C-68W
        hba1c | 6.5           | 6.5     |
        hba1c | 48            | 6.5     | C-69R
        hba1c | 48mmol/mol    | 6.5     | C-34 C-69R
        hba1c | 48%           |         | C-34 C-69
        hba1c | 19.9          | 19.9    | C-69W
        hba1c | 151           |         | C-69
        hb    | 135           | 135     |
        hb    | 13.5          | 135     | C-71R
        hb    | 13.5g/L       |         | C-34 C-71
        hb    | 4.2g/dL       | 42      | C-34 C-71R C-71W
        hb    | 4.9           |         | C-71
        hb    | 26            | 26      | C-71W
        scr   | 80            | 80      |
        scr   | 0.9           | 79.6    | C-74R
        scr   | 0.9mg/dL      | 79.6    | C-34 C-74R
        scr   | 25mg/dL       |         | C-34 C-74R C-74
        scr   | 0.9μmol/L     |         | C-34 C-74
        scr   | 0.2           |         | C-74
        scr   | 20.1          | 20.1    | C-74W
    """)

    for row in rows:
        made = cleansed({row["field"]: row["written"]})

        assert (shown(made.values[row["field"]]), made.rules) == (row["becomes"], row["rules"]), row


def test_values_that_contradict_one_another():
    rows = drawn("""
        what                            | fields                 | become          | rules
        --------------------------------+------------------------+-----------------+-------
        potassium and sodium swapped    | k=140 na=4.1           | k=4.1 na=140    | C-78
        only potassium impossible       | k=140 na=141           | k= na=141       | C-78L
        HbA1c low with high glucose     | hba1c=5.4 fpg=11.2     | hba1c=5.4 fpg=11.2 | C-70
        glucose just at the threshold   | hba1c=5.4 fpg=11.1     | hba1c=5.4 fpg=11.1 |
        glucose in mg/dL, HbA1c low     | hba1c=5.4 fpg=220      | hba1c=5.4 fpg=12.21 | C-68R C-70
        parts exceed the whole          | tc=4 ldl=3 hdl=1.31    | tc=4 ldl=3 hdl=1.31 | C-76L
        parts within the tolerance      | tc=4 ldl=3 hdl=1.3     | tc=4 ldl=3 hdl=1.3 |
        conjugated above total          | dbil=12.1 tbil=12      | dbil=12.1 tbil=12 | C-77
        conjugated equals total         | dbil=12 tbil=12        | dbil=12 tbil=12 |
    """)

    for row in rows:
        texts = dict(pair.split("=") for pair in row["fields"].split())
        made = cleansed(texts)
        values = " ".join(f"{name}={shown(made.values[name])}" for name in texts)

        assert (values, made.rules) == (row["become"], row["rules"]), row["what"]
