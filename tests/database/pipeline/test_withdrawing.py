"""Taking a batch back: the truth is then what all the other batches make of it."""

from collections import defaultdict
from dataclasses import replace

import pytest
from django.db import OperationalError, connection
from hypothesis import HealthCheck as Check
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.database.pipeline.conftest import GOOD, TABLES

from qinkang.elderly.questions.people import find
from qinkang.intake.actions import withdrawals
from qinkang.intake.actions.withdrawals import WithdrawalMistake
from qinkang.intake.landing import landing_folder
from qinkang.intake.models import Batch, Finding, Receipt, State, Withdrawal
from qinkang.pipeline.withdrawing import withdraw_next
from qinkang.records.actions.joining import join
from qinkang.records.actions.undoing import undo
from qinkang.records.models import Outbox, Person, PersonLink, RestingLink
from qinkang.records.reading import identities_of, identities_of_persons, search
from qinkang.records.reviewing import open_pairs

OTHER = {
    "体检编号": "QS-2",
    "姓名": "诸葛试验",
    "身份证号": "610323195002020046",
    "出生日期": "1950-02-02",
}
BORN_1949 = {"出生日期": "1949-12-31"}
BORN = [*GOOD, "出生日期"]
PEOPLE: dict[str, dict[str, str]] = {"QS-1": {}, "QS-2": OTHER}
COLUMNS = [*GOOD, "药物名称1", "药物用法1"]


@pytest.fixture
def withdraw(province):
    """Let one person ask for it and another approve; say how it ended."""

    def taken_back(batch, *, approve=True):
        found = withdrawals.count_effect(batch, by=province.by)
        withdraw_next()
        with province.acting():
            found.refresh_from_db()
        if found.state == "counted":
            withdrawals.ask(found, "报错了县", by=province.by)
            withdrawals.decide(found, approve, "不同意", by=replace(province.by, actor="user:other"))
            while withdraw_next():
                pass
        with province.acting():
            return Withdrawal.objects.get(pk=found.pk)

    return taken_back


def truth(province) -> list[tuple]:
    """What is true: every record that stands, by its number, with everything it says."""
    with province.acting(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.source_no, t.standing, t.sighting_id, t.sbp_left, t.dbp_left, t.check_date, t.content, t.scope,"
            " (SELECT array_agg((g.seq, g.name, g.route)::text ORDER BY g.seq) FROM records_healthcheckdrugs g"
            "  WHERE g.record_id = t.id)"
            " FROM records_healthcheck t WHERE t.standing <> 'withdrawn' ORDER BY t.source_no, t.id"
        )
        return [(*row[:6], bytes(row[6]), *row[7:]) for row in cursor.fetchall()]


def findings_now(province) -> list[tuple]:
    with province.acting():
        return sorted(
            Finding.objects.filter(current=True, row_number__isnull=False).values_list(
                "batch_id", "row_number", "rule"
            )
        )


def test_what_was_new_is_withdrawn_and_what_was_changed_is_as_before(province, withdraw):
    province.takes({"药物名称1": "甲药"}, columns=COLUMNS)
    before = truth(province)
    batch = province.takes({"版本号": "2", "左侧收缩压": "150", "药物名称1": "乙药"}, OTHER, columns=COLUMNS)
    assert truth(province) != before

    done = withdraw(batch)

    assert truth(province) == before
    assert done.state == "done"
    assert (done.effect["withdrawn"], done.effect["restored"], done.effect["persons"]) == (1, 1, 2)
    assert province.batch(batch).state == State.WITHDRAWN
    with province.acting():
        marked = Receipt.objects.filter(batch=batch).order_by("row_number").values_list("undone", flat=True)
        assert list(marked) == ["restored", "withdrawn"]


def test_the_groups_of_the_version_before_come_back_even_where_the_last_one_had_none(province, withdraw):
    province.takes({"药物名称1": "甲药", "药物用法1": "口服"}, columns=COLUMNS)
    before = truth(province)
    middle = province.takes({"版本号": "2"}, columns=COLUMNS)
    last = province.takes({"版本号": "3", "药物名称1": "丙药"}, columns=COLUMNS)

    withdraw(last)
    withdraw(middle)

    assert truth(province) == before


def test_a_record_that_the_batch_withdrew_stands_again(province, withdraw):
    province.takes({})
    before = truth(province)
    batch = province.takes({"操作": "作废", "版本号": "2"})
    assert truth(province) == []

    withdraw(batch)

    assert truth(province) == before


def test_versions_of_later_batches_stay_and_are_listed(province, withdraw):
    province.takes({})
    batch = province.takes({"版本号": "2", "左侧收缩压": "150"}, OTHER)
    later = province.takes({"版本号": "3", "左侧收缩压": "160"})
    after = truth(province)[:1]

    done = withdraw(batch)

    assert truth(province) == after
    assert done.effect["kept_for"] == [[later.pk, 1]]


def test_what_a_later_batch_said_again_stays_and_goes_with_that_batch(province, withdraw):
    batch = province.takes({})
    again = province.takes({"左侧收缩压": "130", "版本号": "2"}, OTHER)
    both = truth(province)

    withdraw(batch)
    assert truth(province) == both

    withdraw(again)
    assert truth(province) == []


def test_the_same_file_again_after_a_withdrawal_is_a_new_batch_that_enters(province, withdraw):
    batch = province.takes({})
    withdraw(batch)

    again = province.takes({})

    assert again.pk != batch.pk
    assert province.receipts(again) == [(2, "accepted", "superseded")]
    assert len(truth(province)) == 1


def delivered(province):
    with province.acting():
        Outbox.objects.filter(state="waiting").update(state="delivered")


def test_the_nation_is_told_what_it_must_forget_and_what_is_right_again(province, withdraw):
    province.takes({})
    delivered(province)
    batch = province.takes({"版本号": "2", "左侧收缩压": "150"}, OTHER)
    delivered(province)

    done = withdraw(batch)

    assert province.announced()[-2:] == [(2, "withdraw", "waiting"), (3, "update", "waiting")]
    assert [there for _, there, _ in done.effect["told"]] == [2]


def test_what_was_not_sent_yet_is_not_sent_any_more(province, withdraw):
    province.takes({})
    delivered(province)
    batch = province.takes({"版本号": "2", "左侧收缩压": "150"}, OTHER)

    withdraw(batch)

    assert (2, "update", "superseded") in province.announced()
    assert (1, "new", "superseded") in province.announced()
    assert [row for row in province.announced() if row[1] == "withdraw"] == []


def test_history_that_the_nation_does_not_know_is_not_announced_by_coming_back(province, withdraw):
    province.takes({}, live=False)
    batch = province.takes({"版本号": "2", "左侧收缩压": "150"})

    withdraw(batch)

    assert province.announced() == [(2, "new", "superseded")]


def test_findings_of_the_batch_end_and_those_before_it_stand_again(province, withdraw):
    province.takes({"左侧收缩压": "999"}, {**OTHER, "体检日期": "2025-02-30"})
    before = findings_now(province)
    batch = province.takes({"版本号": "2"}, {**OTHER, "版本号": "2", "左侧收缩压": "998"})
    assert findings_now(province) != before

    withdraw(batch)

    assert findings_now(province) == before


def test_it_cannot_be_done_where_another_record_has_the_key_meanwhile(province, withdraw):
    province.takes({})
    batch = province.takes({"版本号": "2", "体检日期": "2025-03-02"})
    later = province.takes({"体检编号": "QS-9"})
    as_it_is = truth(province)

    done = withdraw(batch)

    assert done.state == "impossible"
    assert f"批次 {later.pk}" in done.says
    assert truth(province) == as_it_is
    assert province.batch(batch).state == State.STORED


def test_what_was_not_approved_changes_nothing(province, withdraw):
    batch = province.takes({})
    as_it_is = truth(province)

    done = withdraw(batch, approve=False)

    assert (done.state, done.says) == ("refused", "不同意")
    assert truth(province) == as_it_is


def test_nobody_approves_a_withdrawal_of_their_own(province):
    batch = province.takes({})
    found = withdrawals.count_effect(batch, by=province.by)
    withdraw_next()
    withdrawals.ask(found, "报错了县", by=province.by)

    with pytest.raises(WithdrawalMistake, match="申请人不能审批"):
        withdrawals.decide(found, True, "", by=province.by)


def test_a_batch_that_waits_or_is_withdrawn_cannot_be_withdrawn(province, withdraw):
    waiting = province.lands({}, confirmed=False).batch
    with pytest.raises(WithdrawalMistake, match="已入库"):
        withdrawals.count_effect(waiting, by=province.by)
    province.takes_in()
    batch = province.takes(OTHER)
    withdraw(batch)

    with pytest.raises(WithdrawalMistake, match="已入库"):
        withdrawals.count_effect(province.batch(batch), by=province.by)


def names_known(province) -> list[tuple]:
    """Who is known: each person with the names and numbers of document that it has, and who gives them."""
    with province.acting():
        people = {one.person_id: one.person for one in PersonLink.objects.select_related("person")}
        seen = identities_of(PersonLink.objects.values_list("sighting_id", flat=True), masked=False)
        said = defaultdict(set)
        for link in PersonLink.objects.all():
            said[link.person_id].add((seen[link.sighting_id].name, seen[link.sighting_id].id_no))
        golden = identities_of_persons(people, masked=False)
        return sorted(
            (
                (golden[person].name, golden[person].id_no, sorted(one, key=str), people[person].scope)
                for person, one in said.items()
            ),
            key=str,
        )


def all_names(province) -> set[str]:
    """Every name that anybody known is known by."""
    return {name for _, _, said, _ in names_known(province) for name, _ in said}


def test_a_person_nobody_else_knows_is_known_no_more_and_comes_back_when_sent_again(province, withdraw):
    province.takes({})
    before = names_known(province)
    batch = province.takes(OTHER, {"版本号": "2", "姓名": "欧阳另写"})
    both = names_known(province)
    with province.acting():
        links = list(PersonLink.objects.order_by("sighting").values_list("sighting", "person", "how"))

    done = withdraw(batch)

    assert names_known(province) == before
    assert done.effect["gone"] == 1
    with province.acting():
        assert search.by_number(OTHER["身份证号"])  # the sighting stays, sealed
        assert find("number", OTHER["身份证号"], None) == []
        assert RestingLink.objects.count() == 2

    province.takes(OTHER, {"版本号": "2", "姓名": "欧阳另写"})

    assert names_known(province) == both
    with province.acting():
        assert list(PersonLink.objects.order_by("sighting").values_list("sighting", "person", "how")) == links
        assert not RestingLink.objects.exists()


def test_somebody_another_sender_knows_stays_with_what_that_one_said(province, withdraw):
    batch = province.takes(OTHER, columns=BORN)
    theirs = {**OTHER, "姓名": "诸葛另写", "体检编号": "X-1", "体检日期": "2025-05-05"}
    province.takes(theirs, sender="XY", columns=BORN)

    done = withdraw(batch)

    assert [(name, number) for name, number, *_ in names_known(province)] == [("诸葛另写", OTHER["身份证号"])]
    assert done.effect["gone"] == 0


def test_who_was_founded_anew_meanwhile_takes_the_returning_identity_in(province, withdraw):
    batch = province.takes(OTHER)
    withdraw(batch)
    province.takes({**OTHER, "姓名": "诸葛另写", "体检编号": "X-1", "体检日期": "2025-05-05"}, sender="XY")

    province.takes(OTHER)

    ((_, _, said, _),) = names_known(province)
    assert said == [("诸葛另写", OTHER["身份证号"]), (OTHER["姓名"], OTHER["身份证号"])]


def test_a_doubtful_pair_is_asked_about_only_while_both_sides_stand(province, withdraw):
    province.takes(BORN_1949, columns=BORN)
    again = {**BORN_1949, "体检编号": "QS-3", "身份证号": "", "体检日期": "2025-06-01"}
    batch = province.takes(again, columns=BORN)
    with province.acting():
        assert open_pairs().count() == 1

    withdraw(batch)

    with province.acting():
        assert open_pairs().count() == 0
    province.takes(again, columns=BORN)
    with province.acting():
        assert open_pairs().count() == 1


def test_a_joining_can_be_taken_back_though_its_sightings_rest_and_holds_when_they_return(province, withdraw):
    province.takes({})
    again = {"体检编号": "QS-3", "身份证号": "", "体检日期": "2025-06-01"}
    batch = province.takes(again)
    with province.acting():
        first, second = Person.objects.order_by("pk").values_list("pk", flat=True)
    made = join(first, second, by=province.by, because="同一人")
    withdraw(batch)

    batch = province.takes(again)
    assert len(names_known(province)) == 1

    withdraw(batch)
    undo(made, by=province.by, because="不是同一人")
    province.takes(again)
    assert len(names_known(province)) == 2


def test_rows_that_stood_back_behind_the_batch_enter_from_their_files(province, withdraw):
    province.takes({})
    batch = province.takes({"版本号": "5", "左侧收缩压": "150"}, {**OTHER, "版本号": "9"})
    later = province.takes(
        {"版本号": "3", "左侧收缩压": "999"}, {**OTHER, "版本号": "1", "左侧收缩压": "140"}
    )
    assert {outcome for _, _, outcome in province.receipts(later)} == {"ignored"}

    done = withdraw(batch)

    assert done.effect["taken"] == [[later.pk, 2]]
    assert [(row[0], row[3]) for row in truth(province)] == [("QS-1", None), ("QS-2", 140)]
    assert province.receipts(later) == [(2, "accepted", "superseded"), (3, "accepted", "superseded")]
    assert findings_now(province) == [(later.pk, 2, "F-SBP")] or findings_now(province)[0][0] == later.pk
    with province.acting():
        assert set(Receipt.objects.filter(batch=later).values_list("undone", flat=True)) == {"taken"}
    told = withdraw(province.batch(later))
    assert told.state == "done"
    assert [(row[0], row[3]) for row in truth(province)] == [("QS-1", 130)]


def test_a_row_whose_key_another_record_had_enters_when_that_record_is_withdrawn(province, withdraw):
    province.takes({})
    batch = province.takes({"体检编号": "QS-7", "体检日期": "2025-08-08"})
    later = province.takes({"版本号": "2", "体检日期": "2025-08-08"})
    assert province.receipts(later) == [(2, "accepted", "conflict")]

    withdraw(batch)

    assert [(row[0], str(row[5])) for row in truth(province)] == [("QS-1", "2025-08-08")]
    assert "C-100" not in {rule for _, _, rule in findings_now(province)}


def test_what_stood_back_without_versions_enters_though_its_batch_came_first(province, withdraw):
    columns = [name for name in GOOD if name != "版本号"]
    early = province.lands({"左侧收缩压": "140"}, columns=columns).batch
    with province.acting():
        Batch.objects.filter(pk=early.pk).update(attempts=1)  # so the later one is taken in first
    batch = province.takes({"左侧收缩压": "150"}, columns=columns)
    assert province.receipts(early) == [(2, "accepted", "ignored")]

    withdraw(batch)

    assert [row[3] for row in truth(province)] == [140]


def test_files_that_cannot_be_read_again_leave_everything_as_it_is(province, withdraw):
    batch = province.takes({"版本号": "5"})
    later = province.takes({"版本号": "3"})
    as_it_is, known = truth(province), names_known(province)
    (landing_folder() / later.landing).unlink()

    done = withdraw(batch)

    assert (done.state, done.says.startswith(f"批次 {later.pk}")) == ("impossible", True)
    assert (truth(province), names_known(province)) == (as_it_is, known)


class Killed(OperationalError):
    """The connection went away in the middle."""


@given(at=st.integers(1, 140))
@settings(
    deadline=None,
    max_examples=5,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[Check.function_scoped_fixture],
)
def test_killed_at_any_statement_it_is_done_once_and_whole_by_the_next_try(
    province, withdraw, admin_empties, at
):
    admin_empties()
    province.takes({})
    batch = province.takes({"版本号": "5", "左侧收缩压": "150"}, OTHER)
    province.takes({"版本号": "3", "左侧收缩压": "140"})
    found = withdrawals.count_effect(batch, by=province.by)
    left = at

    def kill(execute, sql, params, many, context):
        nonlocal left
        left -= 1
        if not left:
            raise Killed
        return execute(sql, params, many, context)

    def to_the_end():
        while True:
            try:
                with connection.execute_wrapper(kill):
                    while withdraw_next():
                        pass
                return
            except Killed:
                continue

    to_the_end()
    with province.acting():
        found.refresh_from_db()
        assert (found.state, province.batch(batch).state) == ("counted", State.STORED)
    withdrawals.ask(found, "报错了县", by=province.by)
    withdrawals.decide(found, True, "", by=replace(province.by, actor="user:other"))
    left = at
    to_the_end()

    assert [(row[0], row[3]) for row in truth(province)] == [("QS-1", 140)]
    assert all_names(province) == {GOOD["姓名"]}


ROWS = st.fixed_dictionaries(
    {
        "体检编号": st.sampled_from(["QS-1", "QS-2"]),
        "左侧收缩压": st.sampled_from(["130", "150"]),
        "操作": st.sampled_from(["新增", "新增", "新增", "作废"]),
        "药物名称1": st.sampled_from(["", "甲药", "乙药"]),
    }
)
FILES = st.lists(ROWS, min_size=1, max_size=2, unique_by=lambda row: row["体检编号"])
NUMBERED = [one for one in COLUMNS if one != "版本号"]


@given(files=st.lists(FILES, min_size=2, max_size=3), data=st.data())
@settings(deadline=None, max_examples=6, suppress_health_check=[Check.function_scoped_fixture])
def test_without_a_batch_the_truth_is_what_the_others_make(province, withdraw, admin_empties, files, data):
    gone = data.draw(st.integers(0, len(files) - 1))
    admin_empties()
    batches = [takes(province, rows, place) for place, rows in enumerate(files)]

    done = withdraw(batches[gone])

    assert done.state == "done", done.says
    others = [rows for place, rows in enumerate(files) if place != gone]
    assert said(province) == made_by(others)
    assert all_names(province) == {
        (GOOD | PEOPLE[row["体检编号"]])["姓名"] for rows in others for row in rows
    }


def test_whoever_takes_a_record_away_has_given_its_identity_too(province, withdraw):
    row = {"体检编号": "QS-1", "左侧收缩压": "130", "操作": "新增", "药物名称1": ""}
    first, _ = (
        takes(province, [{**row, "操作": what}], place) for place, what in enumerate(["新增", "作废"])
    )

    withdraw(first)

    assert said(province) == {}
    assert all_names(province) == {(GOOD | PEOPLE["QS-1"])["姓名"]}


def made_by(files) -> dict[str, tuple]:
    """What some files make of the truth, dully: the last row of a record holds, and a 作废 takes it away."""
    stands: dict[str, tuple] = {}
    for row in (row for rows in files for row in rows):
        if row["操作"] == "作废":
            stands.pop(row["体检编号"], None)
        else:
            stands[row["体检编号"]] = (float(row["左侧收缩压"]), row["药物名称1"] or None)
    return stands


def said(province) -> dict[str, tuple]:
    """Pressure and drug of each record that stands."""
    return {row[0]: (row[3], row[8][0].split(",")[1] if row[8] else None) for row in truth(province)}


def takes(province, rows, place) -> Batch:
    """Take a file in; a column that is no field makes each file other bytes."""
    return province.takes(
        *({**PEOPLE[row["体检编号"]], **row, "导出批号": f"第{place}次"} for row in rows),
        columns=[*NUMBERED, "导出批号"],
        at=f"2025-11-{place + 1:02d}",
    )


@pytest.fixture
def admin_empties(database_url):
    """Let nothing have arrived, again and again."""
    import psycopg

    def empty():
        with psycopg.connect(database_url("qk_owner"), autocommit=True) as owner:
            owner.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")

    return empty
