"""Rules across records, run as statements, find what the plain reference finds; in any order of records."""

from datetime import date, timedelta

import hypothesis
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracle.cleansing.across_plain import found as found_plainly

import qinkang.cleansing.rules  # noqa: F401  (makes the rules known)
from qinkang.cleansing.across.engine import judge
from qinkang.cleansing.across.rule import ACROSS, Key
from qinkang.cleansing.across.tables import kinds
from qinkang.cleansing.rulebook import Rulebook

BOOK = Rulebook.packaged(date(2025, 6, 30))
FEW = {**BOOK.parameters, "checks_per_day": 2, "identical_people": 2, "digit_readings": 3, "phone_persons": 2}
BOOK = Rulebook(BOOK.received_on, BOOK.known_at, BOOK.code_systems, FEW, BOOK.areas)
"""Thresholds of groups are low, so that small tables reach them."""

FIRST = date(2024, 12, 1)
APART = (0, 1, 7, 8, 20, 30, 31, 89, 90, 91, 120, 365, 366, 730, 731)
DAYS = st.sampled_from([FIRST + timedelta(days=days) for days in APART])


def code(*codes: str) -> st.SearchStrategy:
    return st.sampled_from([None, *codes])


def number(*values: float) -> st.SearchStrategy:
    return st.sampled_from([None, *values])


EVERY = {
    "person": st.integers(1, 2),
    "sighting": st.integers(1, 3),
    "day": DAYS,
    "sex": code("1", "2", "9"),
    "born": st.sampled_from([None, date(1950, 1, 1), date(1950, 2, 1)]),
    "phone": code("甲", "乙"),
}
ORG = {"org": st.sampled_from(["甲院", "乙院"]), "org_uscc": code("一", "二")}
RECORDS = {
    "health_check": {
        **ORG, "doctor": code("甲", "乙"), "height": number(160, 165, 166), "weight": number(51, 60, 50.4),
        "sbp_left": number(130, 138, 140), "dbp_left": number(80, 90), "sbp_right": number(130, 139),
        "fpg": number(5.6, 7), "selfcare_self": code("1", "4"), "motor": code("1", "2"), "ex_freq": code("1", "4"),
    },
    "self_care": {"grade": code("1", "2", "4")},
    "contract": {
        **ORG, "sign_date": st.none() | DAYS, "begin_date": DAYS, "end_date": st.none() | DAYS,
        "status": code("1", "2", "3", "4"), "stop_date": st.none() | DAYS, "county": code("1", "2"),
        "org_county": code("1", "2"),
    },
    "death": {
        "source": st.sampled_from(list("12457")), "confirm_status": code("0", "1", "2"),
        "reported_at": st.none() | DAYS,
    },
    "recertification": {"result": code("1", "3"), "method": code("1", "2", "4")},
    "living": {},
    "person": {"life_status": code("1", "2"), "history_disease": st.sampled_from([None, ["1"], ["2"], ["2", "3"]])},
}  # fmt: skip
BESIDE = {
    "contradiction": {"sighting": st.integers(1, 3)},
    "bearer": {"phone": st.sampled_from(["甲", "乙"]), "person": st.integers(1, 4)},
}


def numbered(rows):
    return [{**row, "record": number} for number, row in enumerate(rows, 1)]


def some(fields, most):
    return st.lists(st.fixed_dictionaries(fields), max_size=most)


TABLES = st.fixed_dictionaries(
    {
        **{name: some({**EVERY, **fields}, 5).map(numbered) for name, fields in RECORDS.items()},
        **{name: some(fields, 4) for name, fields in BESIDE.items()},
    }
)


def columns(tables):
    return {
        name: pa.Table.from_pylist(rows, pa.schema(list(kinds(name).items())))
        for name, rows in tables.items()
    }


def found(tables):
    """Rule, table and record of everything that the statements find."""
    given_tables = columns(tables)
    return {(one.rule, one.table, one.record) for key in Key for one in judge(key, given_tables, BOOK)}


@settings(deadline=None, max_examples=60, suppress_health_check=list(hypothesis.HealthCheck))
@given(TABLES)
def test_statements_and_plain_python_find_the_same(tables):
    assert found(tables) == found_plainly(tables, BOOK.parameters)


@settings(deadline=None, max_examples=6, suppress_health_check=list(hypothesis.HealthCheck))
@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(tables, chance):
    mixed = {name: chance.sample(rows, len(rows)) for name, rows in tables.items()}

    assert [judge(key, columns(mixed), BOOK) for key in Key] == [
        judge(key, columns(tables), BOOK) for key in Key
    ]


def test_the_reference_knows_every_rule_and_its_examples():
    """What a rule's own examples say, the reference says too."""
    packaged = Rulebook.packaged(date(2025, 6, 30)).parameters
    for rule in ACROSS.values():
        for example in rule.examples:
            given_rows = {
                name: [{"person": 0, "day": date(2025, 1, 1), **row} for row in rows]
                for name, rows in example.given.items()
            }
            expected = {(rule.code, name, one) for name, records in example.found.items() for one in records}
            plainly = {fault for fault in found_plainly(given_rows, packaged) if fault[0] == rule.code}
            assert plainly == expected, (rule.code, example.shows)
