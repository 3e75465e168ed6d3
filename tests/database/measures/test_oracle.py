"""Figures against a dull recalculation: loops over people, for whatever population Hypothesis draws."""

from datetime import date

from hypothesis import HealthCheck as Health
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from qinkang.kernel.period import Period
from qinkang.measures import opening
from qinkang.measures.asked import asked
from qinkang.measures.figures import counted, ground_of
from qinkang.measures.lists import Which, keys
from qinkang.measures.measure import MEASURES
from qinkang.measures.place import Level, Tree
from qinkang.standards.codes.population import OPEN_END

# Area code as written to: city, county, township, report city, report county, units that see it.
PLACES = {
    "610323": ("610300", "610323", None, "CITY-610300", "COUNTY-610323", "SX-610323 SX-610300"),
    "610323100": ("610300", "610323", "610323100", "CITY-610300", "COUNTY-610323", "SX-610323 SX-610300"),
    "610321101": ("610300", "610304", "610304101", "CITY-610300", "COUNTY-610304", "SX-610304 SX-610300"),
    "610403": ("610400", "610403", None, "CITY-610403", "COUNTY-610403", "SX-610403 SX-YL"),
    "610404100": ("610400", "610404", "610404100", "CITY-610400", "COUNTY-610404", "SX-610404 SX-610400"),
    "610581": ("610500", "610581", None, "CITY-610581", "COUNTY-610581", "SX-610581"),
    None: (None, None, None, None, None, ""),
}
COLUMN = {
    (Tree.STATUTORY, Level.CITY): 0, (Tree.STATUTORY, Level.COUNTY): 1, (Tree.STATUTORY, Level.TOWNSHIP): 2,
    (Tree.REPORT, Level.CITY): 3, (Tree.REPORT, Level.COUNTY): 4,
}  # fmt: skip
DAYS = st.dates(date(2024, 11, 1), date(2025, 12, 31))
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(list(PLACES)), st.sampled_from("12"), st.dates(date(1940, 1, 1), date(1966, 12, 31)),
        st.sampled_from(list(PLACES)),
    ),
    min_size=1, max_size=12,
)  # fmt: skip
CHECKS = st.lists(
    st.fixed_dictionaries(
        {
            "who": st.integers(0, 11),
            "day": DAYS | st.sampled_from([date(2025, 1, 1), date(2025, 5, 31), date(2025, 12, 31)]),
            "elsewhere": st.booleans(),
            "temperature": st.sampled_from([36.5, None]),
            "cognition_screen": st.sampled_from(["1", None]),
            "sbp_left": st.sampled_from([130.0, 139.0, 145.0, 149.0, 150.0, None]),
            "dbp_left": st.sampled_from([80.0, 89.0, 90.0, None]),
            "sbp_right": st.sampled_from([120.0, 151.0, None]),
            "dbp_right": st.sampled_from([70.0, 95.0, None]),
            "fpg": st.sampled_from([6.9, 7.0, 7.1, None]),
            "selfcare_self": st.sampled_from(["1", "2", "4", None]),
            "standing": st.sampled_from(["accepted", "accepted", "accepted", "held", "withdrawn"]),
            "pushed": st.booleans(),
        }
    ),
    max_size=30,
)
QUESTION = st.fixed_dictionaries(
    {
        "measure": st.sampled_from(["elderly.examined_60", "elderly.examined_80", "elderly.managed_rate", "elderly.pressure_below", "elderly.glucose_below", "elderly.self_care_1"]),
        "period": st.sampled_from(["2025", "2025Q1", "2025-05", "2025-01/2025-05", "2024", "2024-11/2025-02"]),
        "where": st.sampled_from(list(COLUMN)),
        "area": st.sampled_from([None, "610300", "610400", "CITY-610403", "CITY-610300"]),
        "sex": st.sampled_from([None, "1", "2"]),
        "ages": st.sampled_from([None, (65, 69), (80, OPEN_END)]),
        "pushed_only": st.booleans(),
        "unit": st.sampled_from(["SX-610000", "SX-610300", "SX-610323", "SX-YL", "SX-610581", "SX-610200"]),
    }
)  # fmt: skip


class Person:
    """One drawn person with everything that was found."""

    def __init__(self, place, sex, born, other):
        self.place, self.sex, self.born, self.other, self.checks = place, sex, born, other, []


def age(born, day):
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def verdict(measure, person, check):
    """Whether a check-up is in numerator and denominator, as the sentence that defines the measure says."""
    years = age(person.born, check["day"])
    systolic = max((v for v in (check["sbp_left"], check["sbp_right"]) if v is not None), default=None)
    diastolic = max((v for v in (check["dbp_left"], check["dbp_right"]) if v is not None), default=None)
    if measure.startswith("elderly.examined"):
        return True, True
    if measure == "elderly.managed_rate":
        mandatory = [
            check[name] for name in ("temperature", "sbp_left", "dbp_left", "sbp_right", "dbp_right")
        ]
        screens = [check["cognition_screen"], check["selfcare_self"]] if years >= 65 else []
        return None not in mandatory + screens, True
    if measure == "elderly.pressure_below":
        if systolic is None or diastolic is None:
            return False, False
        return systolic < (150 if years >= 65 else 140) and diastolic < 90, True
    if measure == "elderly.glucose_below":
        return check["fpg"] is not None and check["fpg"] < 7.0, check["fpg"] is not None
    return check["selfcare_self"] == "1", check["selfcare_self"] is not None


FIRST_AGE = {"elderly.examined_60": 60, "elderly.examined_80": 80, "elderly.managed_rate": 65,
             "elderly.pressure_below": 60, "elderly.glucose_below": 60, "elderly.self_care_1": 65}  # fmt: skip


def recalculated(people, question):
    """Count by place: numerator and denominator; and both in all, under "total"."""
    measure, period = question["measure"], Period.parse(question["period"])
    low, high = FIRST_AGE[measure], OPEN_END
    if question["ages"]:
        low, high = max(low, question["ages"][0]), min(high, question["ages"][1])
    found = {"total": [0, 0]}
    for person in people:
        checks = [
            check
            for check in person.checks
            if check["standing"] == "accepted"
            and period.first_day <= check["day"] <= period.last_day
            and (check["pushed"] or not question["pushed_only"])
        ]
        if not checks:
            continue
        last = max(checks, key=lambda check: (check["day"], check["record"]))
        verdicts = [verdict(measure, person, check) for check in checks]
        mine = verdict(measure, person, last)
        if measure == "elderly.managed_rate":
            mine = any(numerator for numerator, _ in verdicts), True
        by_service = measure in ("elderly.pressure_below", "elderly.glucose_below", "elderly.self_care_1")
        years = age(person.born, last["day"]) if by_service else last["day"].year - person.born.year
        place = PLACES[(last["elsewhere"] and person.other) or person.place]
        area = question["area"]
        if (
            not low <= years <= high
            or question["sex"] not in (None, person.sex)
            or (area and area not in (place[0], place[3]))
            or (question["unit"] not in place[5].split() and question["unit"] != "SX-610000")
        ):
            continue
        for key in (place[COLUMN[question["where"]]], "total"):
            cell = found.setdefault(key, [0, 0])
            cell[0] += mine[0]
            cell[1] += mine[1]
    return {key: tuple(cell) for key, cell in found.items() if key == "total" or any(cell)}


def answered(province, question):
    """What the file says, before anything is hidden."""
    measure = MEASURES[question["measure"]]
    with opening.opened() as (cursor, about):
        said = asked(
            ground_of(cursor, about), province.scope(question["unit"]), measure, **words(question),
            level=question["where"][1],
        )  # fmt: skip
        ((parts, total),) = counted(cursor, [said])
    return measure, {**parts, "total": total}


def words(question):
    tree = question["where"][0]
    return {
        "period": Period.parse(question["period"]), "area": question["area"] or "610000", "tree": tree,
        "sex": question["sex"], "ages": question["ages"], "pushed_only": question["pushed_only"],
    }  # fmt: skip


def sensible(question):
    """Areas belong to one tree; those of the other are refused elsewhere."""
    tree, area = question["where"][0], question["area"]
    return {**question, "area": area if area and area.startswith("CITY") == (tree is Tree.REPORT) else None}


@settings(
    max_examples=12,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking would build hundreds of files
    deadline=None,
    suppress_health_check=[Health.function_scoped_fixture, Health.too_slow, Health.data_too_large],
)
@given(drawn=PEOPLE, checks=CHECKS, questions=st.lists(QUESTION, min_size=30, max_size=30))
def test_figures_are_what_a_dull_recalculation_gives(province, drawn, checks, questions):
    province.empty()
    people = [Person(*one) for one in drawn]
    numbers = province.people(
        *({"live_region": one.place, "sex": one.sex, "birth_date": one.born} for one in people)
    )
    moved = {}
    told = []
    for check in checks:
        who = check["who"] % len(people)
        values = {name: value for name, value in check.items() if name not in ("who", "pushed", "elsewhere")}
        if check["elsewhere"]:
            moved[who] = moved.get(who) or province.moved(numbers[who], people[who].other)
            values["sighting"] = moved[who]
        told.append({"person": numbers[who], **values})
    records = province.check_ups(*told)
    for check, record in zip(checks, records, strict=True):
        people[check["who"] % len(people)].checks.append({**check, "record": record})
    province.pushed([record for check, record in zip(checks, records, strict=True) if check["pushed"]])
    province.build()

    for question in map(sensible, questions):
        expected = recalculated(people, question)
        measure, found = answered(province, question)
        told = {
            key: (
                cell.numerator,
                expected.get(key, (0, 0))[1] if cell.denominator is None else cell.denominator,
            )
            for key, cell in found.items()
        }
        told = {key: cell for key, cell in told.items() if key == "total" or any(cell)}
        if measure.from_outside or not measure.is_rate:  # then only the numerator is of our records
            told, expected = (
                {k: v[0] for k, v in one.items() if v[0] or k == "total"} for one in (told, expected)
            )

        assert told == expected, question
        listed = keys(province.scope(question["unit"]), measure, which=Which.NUMERATOR, **words(question))
        assert len(listed.keys) == found["total"].numerator
        assert len({key.person for key in listed.keys}) == len(listed.keys)
        assert (
            sum(cell.numerator for key, cell in found.items() if key != "total") == found["total"].numerator
        )
