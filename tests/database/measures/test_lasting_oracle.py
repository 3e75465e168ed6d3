"""What lasts and what ends (contracts, how people live, deaths) against a dull recalculation, day by day."""

from datetime import date, timedelta

from hypothesis import HealthCheck as Health
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.database.measures.conftest import TODAY
from tests.database.measures.test_oracle import COLUMN, PEOPLE, PLACES, age, answered, sensible, words

from qinkang.kernel.period import Period
from qinkang.measures.lists import Which, keys
from qinkang.measures.measure import MEASURES
from qinkang.records.models import Contract, Death, Living, SelfCare
from qinkang.standards.codes.population import OPEN_END

WHO = st.integers(0, 11)
DAYS = st.dates(date(2024, 6, 1), date(2026, 2, 28)) | st.sampled_from(
    [date(2025, 1, 1), date(2025, 5, 31), date(2025, 12, 31), TODAY]
)
LENGTHS = st.sampled_from([0, 30, 89, 90, 365, 400, 700])
CONTRACTS = st.lists(
    st.fixed_dictionaries(
        {
            "who": WHO, "begin": DAYS | st.just(date(2026, 3, 20)), "days": LENGTHS | st.none(),
            "status": st.sampled_from("1124"), "stop": st.sampled_from([None, 0, 20, 200]),
            "items": st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=3),
            "standing": st.sampled_from(["accepted", "accepted", "held"]),
        }
    ),
    max_size=14,
)  # fmt: skip
LIVINGS = st.lists(st.tuples(WHO, DAYS, st.sampled_from(["01", "02", None])), max_size=12)
ASSESSED = st.lists(st.tuples(WHO, DAYS, st.sampled_from(["1", "4", None])), max_size=12)
DEATHS = st.lists(st.tuples(WHO, DAYS, st.sampled_from("1102"), st.sampled_from("1267"), DAYS), max_size=8)
QUESTION = st.fixed_dictionaries(
    {
        "measure": st.sampled_from([
            "elderly.persons_60", "elderly.persons_80", "elderly.contracted_rate", "elderly.contracted_rate",
            "elderly.fulfilled_rate", "elderly.alone_rate", "elderly.assessed_1", "elderly.deaths",
        ]),
        "period": st.sampled_from(["2025", "2025Q1", "2025-05", "2025-01/2025-05", "2024", "2024-11/2025-02", "2026", "2026-03", "2026Q1"]),
        "where": st.sampled_from(list(COLUMN)),
        "area": st.sampled_from([None, "610300", "610400", "CITY-610403", "CITY-610300"]),
        "sex": st.sampled_from([None, "1", "2"]),
        "ages": st.sampled_from([None, (65, 69), (80, OPEN_END), (62, 77)]),
        "pushed_only": st.just(False),
        "unit": st.sampled_from(["SX-610000", "SX-610300", "SX-610323", "SX-YL", "SX-610581", "SX-610200"]),
    }
)  # fmt: skip
SUREST_FIRST = "2314567"


class Person:
    """One drawn person with all that is known."""

    def __init__(self, place, sex, born, _):
        self.place, self.sex, self.born = place, sex, born
        self.contracts, self.livings, self.assessed, self.deaths = [], [], [], []

    def since(self):
        days = [
            one["begin"] for one in self.contracts if one["standing"] == "accepted" and one["begin"] <= TODAY
        ]
        days += [day for day, *_ in self.livings] + [day for day, *_ in self.assessed]
        return min(days, default=TODAY)

    def died(self):
        confirmed = [one for one in self.deaths if one["status"] == "1"]
        return min(
            confirmed, key=lambda one: (SUREST_FIRST.index(one["source"]), -one["reported"].toordinal(), one["record"]),
            default={"day": None},
        )["day"]  # fmt: skip

    def contract_on(self, day):
        begun = [one for one in self.contracts if one["standing"] == "accepted" and one["begin"] <= day]
        last = max(begun, key=lambda one: (one["begin"], one["record"]), default=None)
        if last is None or last["days"] is None:
            return None
        until = last["begin"] + timedelta(days=last["days"] + 1)
        stop = None if last["stop"] is None else last["begin"] + timedelta(days=last["stop"])
        if last["status"] == "2":
            stop = stop or last["begin"]
        return last if day < min(until, stop or until) else None

    def living_on(self, day):
        told = [one for one in self.livings if one[0] <= day]
        last = max(told, key=lambda one: (one[0], one[2]), default=None)
        return last and last[1] if last and day < a_year_after(last[0]) else None


def a_year_after(day):
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def verdict(person, question):
    """Numbers in numerator and denominator, as the sentence says; None where the person is not of those asked for."""
    measure, period = MEASURES[question["measure"]], Period.parse(question["period"])
    day = min(period.last_day, TODAY)
    low, high = question["ages"] or (0, OPEN_END)
    low, high = max(low, measure.ages[0]), min(high, measure.ages[1])
    years = period.last_day.year - person.born.year
    alive = person.died() is None or person.died() > day
    code = question["measure"]
    if code.startswith("elderly.persons"):
        found = (1, 0) if alive and person.since() <= day else None
    elif code == "elderly.deaths":
        found = (1, 0) if person.died() and period.contains(person.died()) else None
        years = age(person.born, person.died()) if person.died() else 0
    elif code == "elderly.assessed_1":
        within = [one for one in person.assessed if period.contains(one[0])]
        last = max(within, key=lambda one: (one[0], one[2]), default=None)
        found = (int(last[1] == "1"), 1) if last and last[1] else None
        years = age(person.born, last[0]) if last else 0
    elif not alive:
        found = None
    elif code == "elderly.alone_rate":
        lives = person.living_on(day)
        found = (int(lives == "01"), 1) if lives else None
    else:
        contract = person.contract_on(day)
        items = [(due, done) for due, done in contract["items"] if due] if contract else []
        if code == "elderly.contracted_rate":
            found = (1, 0) if contract else None
        else:
            found = (sum(done >= due for due, done in items), len(items)) if contract else None
    return found if low <= years <= high and question["sex"] in (None, person.sex) else None


def here(person, question):
    place = PLACES[person.place]
    return (not question["area"] or question["area"] in (place[0], place[3])) and (
        question["unit"] in place[5].split() or question["unit"] == "SX-610000"
    )


def recalculated(people, question):
    found = {"total": [0, 0]}
    for person in people:
        mine = verdict(person, question)
        if mine and here(person, question):
            for key in (PLACES[person.place][COLUMN[question["where"]]], "total"):
                cell = found.setdefault(key, [0, 0])
                cell[0] += mine[0]
                cell[1] += mine[1]
    return {key: tuple(cell) for key, cell in found.items() if key == "total" or any(cell)}


def stored(province, people, numbers, contracts, livings, assessed, deaths):
    """Store everything that was drawn, and tell the persons of it."""
    told = []
    for one in contracts:
        begin, days, stop = one["begin"], one["days"], one["stop"]
        told.append({
            "person": numbers[one["who"] % len(people)], "day": begin, "status": one["status"], "standing": one["standing"],
            "end_date": None if days is None else begin + timedelta(days=days),
            "stop_date": None if stop is None else begin + timedelta(days=stop), "org": "卫生院", "doctor": "甲医生",
        })  # fmt: skip
    for one, record in zip(contracts, province.records(Contract, *told), strict=True):
        people[one["who"] % len(people)].contracts.append({**one, "record": record})
        province.items(record, *one["items"])
    for rows, model, field in ((livings, Living, "living_arrangement"), (assessed, SelfCare, "grade")):
        given = [{"person": numbers[who % len(people)], "day": day, field: value} for who, day, value in rows]
        for (who, day, value), record in zip(rows, province.records(model, *given), strict=True):
            person = people[who % len(people)]
            (person.livings if model is Living else person.assessed).append((day, value, record))
    given = [
        {"person": numbers[who % len(people)], "day": day, "confirm_status": status, "source": source, "reported_at": on}
        for who, day, status, source, on in deaths
    ]  # fmt: skip
    for (who, day, status, source, on), record in zip(deaths, province.records(Death, *given), strict=True):
        people[who % len(people)].deaths.append(
            {"day": day, "status": status, "source": source, "reported": on, "record": record}
        )


@settings(
    max_examples=6,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    deadline=None,
    suppress_health_check=[Health.function_scoped_fixture, Health.too_slow, Health.data_too_large],
)
@given(
    drawn=PEOPLE, contracts=CONTRACTS, livings=LIVINGS, assessed=ASSESSED, deaths=DEATHS,
    questions=st.lists(QUESTION, min_size=60, max_size=60),
)  # fmt: skip
def test_what_lasts_is_what_a_dull_recalculation_gives(
    province, drawn, contracts, livings, assessed, deaths, questions
):
    province.empty()
    people = [Person(*one) for one in drawn]
    numbers = province.people(
        *({"live_region": one.place, "sex": one.sex, "birth_date": one.born} for one in people)
    )
    stored(province, people, numbers, contracts, livings, assessed, deaths)
    province.build()

    for question in map(sensible, questions):
        expected = recalculated(people, question)
        measure, found = answered(province, question)
        of_ours = measure.is_rate and not measure.from_outside
        told = {
            key: (cell.numerator, cell.denominator if of_ours else expected.get(key, (0, 0))[1])
            for key, cell in found.items()
        }

        assert {key: cell for key, cell in told.items() if key == "total" or any(cell)} == expected, question
        scope, asked = province.scope(question["unit"]), words(question)
        counting = [
            one for one in people if (mine := verdict(one, question)) and mine[0] and here(one, question)
        ]
        assert keys(scope, measure, which=Which.NUMERATOR, **asked).total == len(counting), question
        if measure.from_outside:
            day = min(asked["period"].last_day, TODAY)
            low, high = question["ages"] or measure.ages
            waiting = [
                one
                for one in people
                if max(low, 65) <= asked["period"].last_day.year - one.born.year <= high
                and question["sex"] in (None, one.sex)
                and (one.died() is None or one.died() > day)
                and here(one, question)
                and one not in counting
            ]
            assert keys(scope, measure, which=Which.NOT_YET, **asked).total == len(waiting), question
