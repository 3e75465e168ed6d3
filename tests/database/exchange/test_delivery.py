"""The loop on real PostgreSQL with a real receiver: order, leases, doubts, refusals."""

import datetime as dt
import threading

import httpx
import pytest

from qinkang.exchange.pauses import Pauses
from qinkang.kernel import clock
from qinkang.sandbox.receivers.agreement import ledgers_agree


def later(seconds):
    return clock.frozen(clock.now() + dt.timedelta(seconds=seconds))


def test_what_is_announced_is_delivered_once(province, receiver, delivery):
    there = receiver()
    province.check_ups(40)

    run = delivery(there).run()

    assert run.ended == {"delivered": 40}
    assert run.again_at is None
    assert ledgers_agree(province.rows(), there.exported()) == []
    assert {row["presented"] for row in there.exported()["accepted"]} == {1}
    assert province.attempts() == ["delivered"] * 40


def test_a_refused_record_waits_for_its_correction(province, receiver, delivery):
    there = receiver()
    (good,) = province.check_ups(1)
    (bad,) = province.check_ups(1, check_date=dt.date(2999, 1, 1))

    delivery(there).run()
    delivery(there).run()

    refused = province.row(bad)
    assert (refused.state, refused.said_code, refused.said) == ("refused", "E1004", "业务日期晚于上报日期")
    assert province.attempts().count("refused") == 1

    province.change([bad], 2, check_date=dt.date(2025, 4, 9))
    delivery(there).run()

    assert province.states(subjects=True) == {
        (good, 1): "delivered",
        (bad, 1): "superseded",
        (bad, 2): "delivered",
    }
    assert ledgers_agree(province.rows(), there.exported()) == []


def test_only_the_newest_unsent_version_is_sent(province, receiver, delivery):
    there = receiver()
    (one,) = province.check_ups(1)
    province.change([one], 2, height=166.0)
    province.change([one], 3, height=167.0)

    delivery(there).run()

    assert province.states(subjects=True) == {
        (one, 1): "superseded",
        (one, 2): "superseded",
        (one, 3): "delivered",
    }
    assert [row["version"] for row in there.exported()["accepted"]] == [3]


def test_a_version_announced_too_late_is_set_aside(province, receiver, delivery):
    there = receiver()
    (one,) = province.check_ups(1, announce=False)
    province.change([one], 3)
    delivery(there).run()

    province.announce([one], version=2, operation="update")
    delivery(there).run()

    assert province.states(subjects=True) == {(one, 3): "delivered", (one, 2): "superseded"}
    assert there.exported()["refused"] == []


def test_a_record_that_has_moved_on_is_not_sent_under_its_old_version(province, receiver, delivery):
    there = receiver()
    (one,) = province.check_ups(1)
    with province.acting():
        from qinkang.records.models import HealthCheck

        HealthCheck.objects.filter(pk=one).update(version=2)

    delivery(there).run()

    assert province.row(one).state == "waiting"
    assert "新版本" in province.row(one).said
    assert there.exported() == {"accepted": [], "refused": []}


def test_a_record_that_cannot_be_found_is_for_a_person(province, receiver, delivery):
    there = receiver()
    province.announce([999_999_999])

    run = delivery(there).run()

    assert province.states() == {"held": 1}
    assert run.ended == {"withheld": 1}


def test_a_withdrawal_follows_what_it_withdraws(province, receiver, delivery):
    there = receiver()
    (one,) = province.check_ups(1)
    delivery(there).run()

    province.announce([one], version=2, operation="withdraw")
    delivery(there).run()

    assert [(row["version"], row["operation"]) for row in there.exported()["accepted"]] == [
        (1, "A"),
        (2, "D"),
    ]
    assert province.states() == {"delivered": 2}


def test_of_a_record_withdrawn_before_it_was_sent_only_the_withdrawal_goes(province, receiver, delivery):
    there = receiver()
    (one,) = province.check_ups(1)
    province.announce([one], version=2, operation="withdraw")

    delivery(there).run()

    assert [(row["version"], row["operation"]) for row in there.exported()["accepted"]] == [(2, "D")]
    assert province.states(subjects=True) == {(one, 1): "superseded", (one, 2): "delivered"}


def test_rows_wait_for_what_must_come_before_them(province, receiver, delivery):
    there = receiver()
    (first,) = province.check_ups(1, wrong={0})
    (second,) = province.check_ups(1, after=[f"elderly.health_check/{first}"])
    (third,) = province.check_ups(1, after=[f"elderly.health_check/{second}", "elderly.health_check/0"])

    delivery(there).run()

    assert province.states(subjects=True) == {
        (first, 1): "refused",
        (second, 1): "waiting",
        (third, 1): "waiting",
    }

    with province.acting():
        from qinkang.records.models import Outbox

        Outbox.objects.filter(record_id=first).update(state="delivered")
    delivery(there).run()

    assert province.states(subjects=True) == {
        (first, 1): "delivered",
        (second, 1): "delivered",
        (third, 1): "waiting",
    }


def test_what_may_have_arrived_blocks_its_subject_until_asked(province, receiver, delivery):
    there = receiver("silent-after", share=1.0, calls=1)
    (one,) = province.check_ups(1)
    loop = delivery(there, settles_after=60)

    loop.run()
    province.change([one], 2, height=166.0)
    loop.run()

    assert province.states(subjects=True) == {(one, 1): "unclear", (one, 2): "waiting"}
    assert [row["version"] for row in there.exported()["accepted"]] == [1]

    with later(61):
        loop.run()

    assert province.states(subjects=True) == {(one, 1): "delivered", (one, 2): "delivered"}
    assert {row["presented"] for row in there.exported()["accepted"]} == {1}


def test_what_did_not_arrive_gives_way_to_a_newer_version_once_asked(province, receiver, delivery):
    there = receiver("silent-before", share=1.0, calls=1)
    (one,) = province.check_ups(1)
    loop = delivery(there, settles_after=60)

    loop.run()
    province.change([one], 2, height=166.0)
    with later(61):
        loop.run()

    assert province.states(subjects=True) == {(one, 1): "superseded", (one, 2): "delivered"}
    assert [row["version"] for row in there.exported()["accepted"]] == [2]


def test_a_version_still_on_its_way_is_not_overtaken(province, receiver, delivery):
    there = receiver("late", share=1.0, calls=1, hang=0.6)
    (one,) = province.check_ups(1)
    loop = delivery(there, read=0.1, settles_after=1.0)

    loop.run()
    province.change([one], 2, height=166.0)
    loop.settle(within=5)

    assert province.states(subjects=True) == {(one, 1): "delivered", (one, 2): "delivered"}
    assert ledgers_agree(province.rows(), there.exported()) == []


def test_two_loops_do_not_choose_at_the_same_moment(province, receiver, delivery):
    from django.db import connection

    there = receiver()
    (one,) = province.check_ups(1)
    first, second = delivery(there), delivery(there)
    taken = []

    def take():
        taken.append(second._take())
        connection.close()

    with first._acting():
        (mine,) = first._take()
        other = threading.Thread(target=take)
        other.start()
        other.join(0.3)
        assert other.is_alive(), "it waits for us"
    other.join(5)

    assert (mine.record_id, mine.version) == (one, 1)
    assert taken == [[]]


def test_a_peer_that_cannot_be_asked_leaves_doubts_to_a_person(province, receiver, delivery):
    there = receiver("silent-after", share=1.0, calls=1)
    (one,) = province.check_ups(1)
    loop = delivery(there)
    loop.connector.can_ask = False

    loop.run()
    with later(3600):
        loop.run()

    assert province.states(subjects=True) == {(one, 1): "unclear"}
    assert there.exported()["accepted"][0]["presented"] == 1


def test_an_expired_lease_is_a_doubt_and_not_a_second_chance(province, receiver, delivery):
    there = receiver()
    (one,) = province.check_ups(1, announce=False)
    past = clock.now() - dt.timedelta(seconds=1)
    province.announce([one], state="leased", lease_until=past, attempts=1)
    loop = delivery(there, settles_after=60)

    loop.run()

    assert province.states() == {"unclear": 1}
    assert province.attempts() == ["unclear"]
    assert there.exported()["accepted"] == []

    with later(61):
        loop.run()

    assert province.states() == {"delivered": 1}
    assert there.exported()["accepted"][0]["presented"] == 1


def test_an_answer_after_the_lease_was_given_up_changes_nothing(province, receiver, delivery):
    there = receiver()
    province.check_ups(1)
    loop = delivery(there, settles_after=60)
    send = loop.connector.send

    def lose_the_lease_then_send(dataset, messages):
        from qinkang.records.models import Outbox

        with province.acting():
            Outbox.objects.update(state="unclear", lease_until=None)
        return send(dataset, messages)

    loop.connector.send = lose_the_lease_then_send
    loop.run()

    assert province.states() == {"unclear": 1}
    assert province.attempts() == ["delivered"]


def test_two_loops_at_once_send_nothing_twice(province, receiver, delivery):
    there = receiver()
    province.check_ups(120)
    loops = [threading.Thread(target=run_alone, args=(delivery(there, batch=5),)) for _ in range(2)]

    for loop in loops:
        loop.start()
    for loop in loops:
        loop.join()

    assert province.states() == {"delivered": 120}
    assert {row["presented"] for row in there.exported()["accepted"]} == {1}


def run_alone(loop):
    """Run in a thread of its own and close its connection."""
    from django.db import connection

    try:
        loop.run()
    finally:
        connection.close()


def test_an_absent_receiver_costs_nothing_but_time(province, receiver, delivery):
    there = receiver()
    there.end()
    province.check_ups(30)
    loop = delivery(there, batch=1, in_flight=1)
    loop.pauses = Pauses(first=30, longest=60)

    run = loop.run()

    assert province.attempts() == ["unreachable"] * 5, (
        "it is tried a few times, and then the whole target waits"
    )
    assert province.states() == {"unreachable": 5, "waiting": 25}
    assert run.again_at > clock.now()

    there.start()
    with later(100):
        loop.run()

    assert province.states() == {"delivered": 30}
    assert ledgers_agree(province.rows(), there.exported()) == []


def test_after_an_outage_one_call_tries_for_all(province, receiver, delivery):
    there = receiver("maintenance", share=1.0)
    province.check_ups(30)
    loop = delivery(there, batch=1, in_flight=3)
    calls = []
    send = loop.connector.send
    loop.connector.send = lambda *call: (calls.append(1), send(*call))[1]
    for seconds in (0, 5, 10, 15, 20, 25):
        with later(seconds):
            loop.run()
    calls.clear()

    with later(100):
        loop.run()

    assert len(calls) == 1


def test_after_an_outage_the_way_is_not_closed_by_a_loop_with_nothing_to_send(province, receiver, delivery):
    from qinkang.exchange.models import Channel

    there = receiver()
    with province.acting():
        Channel.objects.create(target="national_elderly", failures=7, closed_until=clock.now())
    province.announce([999_999_999])  # there is no such record
    loop = delivery(there)

    loop.run()
    (one,) = province.check_ups(1)
    loop.run()

    assert province.row(one).state == "delivered"


def test_a_busy_receiver_is_left_alone_for_as_long_as_it_asks(province, receiver, delivery):
    there = receiver("limit", share=1.0, calls=1)
    province.check_ups(20)
    loop = delivery(there, batch=5, in_flight=1)

    run = loop.run()

    assert province.states() == {"unreachable": 5, "waiting": 15}
    assert 0 < (run.again_at - clock.now()).total_seconds() <= 1

    with later(1.1):
        loop.run()

    assert province.states() == {"delivered": 20}


def test_a_record_that_cannot_be_written_stops_no_other(province, receiver, delivery):
    there = receiver()
    strange, other = province.check_ups(2)
    loop = delivery(there)
    write = loop.connector.write

    def stumbles(row):
        if row.ref.subject.endswith(f"/{strange}"):
            raise KeyError("planted")
        return write(row)

    loop.connector.write = stumbles
    loop.run()

    assert province.states(subjects=True) == {(strange, 1): "held", (other, 1): "delivered"}
    assert "planted" not in province.row(strange).said


def test_a_call_that_breaks_in_an_unforeseen_way_is_a_doubt(province, receiver, delivery):
    there = receiver()
    province.check_ups(3)
    loop = delivery(there, settles_after=60)

    def explode(dataset, messages):
        raise httpx.InvalidURL("planted")

    loop.connector.send = explode
    loop.run()

    assert province.states() == {"unclear": 3}


def test_another_target_is_left_alone(province, receiver, delivery):
    there = receiver()
    (one,) = province.check_ups(1, announce=False)
    province.announce([one], target="somebody_else")

    delivery(there).run()

    assert province.states() == {"waiting": 1}


def test_rows_outside_the_scope_are_not_touched(province, receiver, delivery):
    from qinkang.accounts.scope import Scope

    there = receiver()
    province.check_ups(2)
    loop = delivery(there)
    loop.scope = Scope((2,))

    loop.run()

    assert province.states() == {"waiting": 2}


@pytest.mark.parametrize("column", ["said", "answer"])
def test_what_is_kept_of_a_call_names_nobody(province, receiver, delivery, column):
    from qinkang.records.models import Attempt, Outbox

    there = receiver()
    province.check_ups(2, wrong={1})

    delivery(there).run()

    with province.acting():
        kept = str(list((Outbox if column == "said" else Attempt).objects.values_list(column)))
    assert "欧阳" not in kept
    assert "19491231" not in kept
