"""What was valid on a day, as it was known at a moment (N7)."""

from datetime import date, datetime, timedelta

import pytest
from django.db import Error, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.spec.kernel.drawn import drawn

from qinkang.accounts.models import AuditEvent
from qinkang.cleansing.rulebook import Rulebook
from qinkang.kernel import clock
from qinkang.registry.actions import decide_code, set_parameter, set_term, withdraw_code
from qinkang.registry.mistakes import RegistryMistake
from qinkang.registry.models import CodeEntry, ParameterValue, Term
from qinkang.registry.questions import NothingKnown, rulebook, terms

pytestmark = pytest.mark.usefixtures("db")

NOTICE = "省卫生健康委通知（虚拟）"


def day(text):
    return date.fromisoformat(text) if text else None


def test_right_after_seeding_the_rulebook_is_the_packaged_one():
    for received_on in (date(2026, 11, 1), date(2026, 11, 23), date(2030, 2, 28)):
        made = rulebook(received_on, known_at=received_on)
        assert made.hash == Rulebook.packaged(received_on).hash
        assert len(made.code_systems) > 10


def test_a_parameter_is_answered_for_the_day_as_it_was_known(by):
    decisions = drawn("""
        decided    | from       | until      | value
        -----------+------------+------------+------
        2027-03-01 | 2027-06-01 |            | 120
        2027-04-01 | 2027-05-01 | 2027-06-30 | 118
        2027-08-01 |            | 2026-12-31 | 115
    """)
    for row in decisions:
        with clock.frozen(datetime.fromisoformat(row["decided"] + "T10:00")):
            set_parameter(
                "oldest",
                float(row["value"]),
                valid_from=day(row["from"]),
                valid_until=day(row["until"]),
                source=NOTICE,
                by=by,
            )

    asked = drawn("""
        received   | known      | value | why
        -----------+------------+-------+-----------------------------------------
        2026-12-01 | 2026-12-01 | 122   | as seeded
        2027-07-15 | 2027-02-28 | 122   | nobody had decided yet
        2027-07-15 | 2027-03-01 | 120   | decided that day
        2027-05-31 | 2027-03-15 | 122   | the day before it holds
        2027-06-01 | 2027-03-15 | 120   | its first day
        2027-06-01 | 2027-04-01 | 118   | corrected
        2027-06-30 | 2027-04-01 | 118   | the correction's last day
        2027-07-01 | 2027-04-01 | 120   | the first decision goes on after it
        2027-04-30 | 2027-04-01 | 122   | before both
        2026-12-01 | 2027-07-31 | 122   | the past, before it was corrected
        2026-12-01 | 2027-08-01 | 115   | the past, corrected afterwards
        2027-01-01 | 2027-08-01 | 122   | the day after the corrected past
    """)
    for row in asked:
        assert rulebook(day(row["received"]), day(row["known"]))["oldest"] == float(row["value"]), row["why"]


def test_on_the_day_of_a_decision_the_moment_decides(by):
    noon = datetime(2027, 3, 1, 12, tzinfo=clock.SHANGHAI)
    with clock.frozen(noon):
        set_parameter("oldest", 120, source=NOTICE, by=by)

    before, after = rulebook(noon.date(), noon - timedelta(seconds=1)), rulebook(noon.date(), noon)

    assert (before["oldest"], after["oldest"]) == (122, 120)
    assert before.hash != after.hash
    assert before.known_at == after.known_at == noon.date()


def test_what_was_asked_once_is_answered_the_same_for_ever(by):
    moment = datetime(2027, 3, 1, 12, tzinfo=clock.SHANGHAI)
    first = rulebook(date(2027, 3, 1), moment)
    with clock.frozen(moment + timedelta(days=1)):
        set_parameter("elderly_from", 61, source=NOTICE, by=by)
        decide_code("sex", "1", label="男（更正）", source=NOTICE, by=by)

    assert rulebook(date(2027, 3, 1), moment).hash == first.hash
    assert rulebook(date(2027, 3, 1), moment + timedelta(days=1)).hash != first.hash


def test_before_the_first_dictionary_nothing_is_known():
    with pytest.raises(NothingKnown, match="更晚"):
        rulebook(date(2026, 11, 23), known_at=date(2026, 10, 31))


def test_a_code_that_ends_stays_in_the_rulebook_with_its_days_and_place(by):
    with clock.frozen(date(2027, 3, 1)):
        withdraw_code("sex", "9", valid_from=date(2027, 6, 1), by=by)
        decide_code(
            "sex", "8", label="新设", synonyms=["新"], valid_from=date(2027, 6, 1), source=NOTICE, by=by
        )

    sexes = rulebook(date(2027, 3, 1), date(2027, 3, 1)).code_systems["sex"]

    assert [(code.code, code.since, code.until) for code in sexes.codes] == [
        ("0", None, None),
        ("1", None, None),
        ("2", None, None),
        ("9", None, date(2027, 5, 31)),
        ("8", date(2027, 6, 1), None),
    ]


def test_a_term_is_corrected_and_its_history_stays(by):
    name = "elderly.health_check"
    old = terms(date(2027, 3, 1), date(2027, 2, 28))[name]
    with clock.frozen(date(2027, 3, 1)):
        set_term(name, "老年人年度体检", source=NOTICE, by=by)

    assert terms(date(2027, 3, 1), date(2027, 3, 1))[name] == "老年人年度体检"
    assert terms(date(2027, 3, 1), date(2027, 2, 28))[name] == old
    assert Term.objects.filter(name=name).count() == 2


def test_a_decision_leaves_an_audit_row(by):
    set_parameter("oldest", 121, source=NOTICE, by=by)

    event = AuditEvent.objects.get(action="decide_parametervalue")
    assert (event.actor, event.because, event.object_ref) == (by.actor, by.because, "oldest")


@pytest.mark.parametrize(
    ("decide", "said"),
    [
        (lambda by: set_parameter("no_such", 1, source=NOTICE, by=by), "没有参数"),
        (lambda by: decide_code("no_such", "1", label="一", source=NOTICE, by=by), "没有代码表"),
        (lambda by: decide_code("sex", "1", label=" ", source=NOTICE, by=by), "缺少名称"),
        (lambda by: set_term("no.such", "词", source=NOTICE, by=by), "没有术语"),
        (lambda by: withdraw_code("sex", "77", by=by), "本来就无效"),
        (
            lambda by: set_parameter(
                "oldest", 1, valid_from=date(2027, 2, 1), valid_until=date(2027, 1, 1), source=NOTICE, by=by
            ),
            "晚于",
        ),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused_in_a_sentence(by, decide, said):
    before = CodeEntry.objects.count(), ParameterValue.objects.count(), Term.objects.count()

    with pytest.raises(RegistryMistake, match=said):
        decide(by)

    assert before == (CodeEntry.objects.count(), ParameterValue.objects.count(), Term.objects.count())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE registry_parametervalue SET value = 1 WHERE name = 'oldest'",
        "UPDATE registry_parametervalue SET known_until = now(), value = 1 WHERE name = 'oldest'",
        "DELETE FROM registry_parametervalue WHERE name = 'oldest'",
        "INSERT INTO registry_parametervalue (name, value, source, packaged, known_since)"
        " VALUES ('oldest', 1, '', false, now())",
    ],
)
def test_the_database_refuses_to_overwrite_or_contradict_a_decision(statement):
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


JANUARY = [date(2027, 1, number) for number in range(1, 7)]
some_day = st.sampled_from([None, *JANUARY])
decision = st.tuples(some_day, some_day, st.sampled_from(["甲", "乙", "丙", None]))


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(decisions=st.lists(decision, max_size=5))
def test_any_decisions_answer_like_a_book_that_is_copied_before_each_change(by, decisions):
    editions = [(clock.now(), dict.fromkeys(JANUARY))]  # a moment, and what each day means from then on
    with transaction.atomic():
        for first, last, label in decisions:
            said = {"valid_from": first, "valid_until": last, "by": by}
            try:
                if label is None:
                    withdraw_code("sex", "7", **said)
                else:
                    decide_code("sex", "7", label=label, source=NOTICE, **said)
            except RegistryMistake:
                continue
            begins, ends = first or JANUARY[0], last or JANUARY[-1]
            days = editions[-1][1] | {one: label for one in JANUARY if begins <= one <= ends}
            editions.append((clock.now(), days))
        for moment, days in editions:
            known = CodeEntry.objects.filter(system="sex", code="7").known(moment)
            answers = {one: list(known.valid(one).values_list("label", flat=True)) for one in JANUARY}
            assert answers == {one: [label] if label else [] for one, label in days.items()}
        transaction.set_rollback(True)
