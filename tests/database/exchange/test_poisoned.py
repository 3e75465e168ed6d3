"""A record at which the receiver breaks the whole call: it keeps nobody back, and a person hears of it."""

import itertools
import random
import threading
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from qinkang.exchange.choking import ALONE, TRIES, Suspicion
from qinkang.exchange.outcomes import NotThere, Receipt, Unclear, Unreachable
from qinkang.exchange.pauses import Pauses

numbers = itertools.count(1)


class Double:
    """A receiver that breaks every call with one of its bad records in it, each in its own way.

    `before` answers with an error and stores nothing; `large` refuses the message; `after` stores all and
    then answers with an error; `ill` calls break first, whatever is in them.
    """

    title, in_flight, longest_call, settles_after, can_ask = "接收方", 1, 1.0, 0.0, True
    sends = ("elderly.health_check",)

    def __init__(self, bad, batch, ill=0):
        self.code, self.batch, self.bad, self.ill = f"double_{next(numbers)}", batch, bad, ill
        self.stored, self.calls = Counter(), []

    @staticmethod
    def write(row):
        return str(row.ref).encode()

    def send(self, dataset, messages):
        self.calls.append(len(messages))
        ways = {self.bad[ref.subject] for ref in messages if ref.subject in self.bad}
        if self.ill:
            self.ill, ways = self.ill - 1, {"before"}
        if "large" in ways:
            return dict.fromkeys(messages, Unreachable("413 报文过大", whole=True))
        if "before" in ways:
            return dict.fromkeys(messages, Unclear("500 系统错误", whole=True))
        self.stored.update(list(messages))
        if "after" in ways:
            return dict.fromkeys(messages, Unclear("500 系统错误", whole=True))
        return {ref: Receipt(f"no {ref}") for ref in messages}

    def ask(self, refs):
        return {ref: Receipt(f"no {ref}") if ref in self.stored else NotThere() for ref in refs}


def stop_after(loop, seconds):
    """Let a loop run for a while."""
    stop = threading.Timer(seconds, loop.stopping.set)
    stop.start()
    loop.settle(within=seconds)
    stop.join()
    loop.stopping.clear()


@pytest.fixture
def deliver_to(province):
    """Announce check-ups of as many people to a double and let the loop run: `deliver_to(count, bad, …)`."""
    from qinkang.exchange.loop import Delivery
    from qinkang.records.models import Outbox

    def run(count, bad, batch, ill=0):
        records = province.check_ups(count, announce=False)
        subjects = [f"elderly.health_check/{one}" for one in records]
        double = Double({subjects[place]: way for place, way in bad.items()}, batch, ill)
        province.announce(records, target=double.code)
        loop = Delivery(double, province.scope, Pauses(0.01, 0.05, random=random.Random(1)))
        if len(bad) == count:  # nobody can tell yet who is ill: it would go on trying
            stop_after(loop, 0.4)
        else:
            loop.settle(within=20)
        # There is always somebody else later, and then it shows who is ill.
        province.announce(province.check_ups(1, announce=False), target=double.code)
        loop.settle(within=20)
        with province.acting():
            rows = Outbox.objects.filter(target=double.code).order_by("id")
            return double, {row.subject: row for row in rows}, subjects

    return run


bad_places = st.dictionaries(st.integers(0, 13), st.sampled_from(["before", "large", "after"]), max_size=4)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
    phases=[Phase.generate],
)
@given(
    count=st.integers(1, 14),
    bad=bad_places,
    batch=st.sampled_from([1, 3, 8, 20]),
    ill=st.sampled_from([0, 0, 2, 9]),
)
def test_bad_records_go_to_a_person_and_all_others_arrive_once(deliver_to, count, bad, batch, ill):
    bad = {place: way for place, way in bad.items() if place < count}

    double, rows, subjects = deliver_to(count, bad, batch, ill)

    expected = {
        subject: "held" if bad.get(place) in ("before", "large") else "delivered"
        for place, subject in enumerate(subjects)
    }
    assert {subject: rows[subject].state for subject in subjects} == expected
    assert set(double.stored.values()) <= {1}
    assert {ref.subject for ref in double.stored} == {
        subject for subject, row in rows.items() if row.state == "delivered"
    }
    halvings = max(batch.bit_length(), 1)
    assert len(double.calls) <= 3 + count + ill * 2 + (len(bad) + 1) * (TRIES + 2 * ALONE + 2 * halvings) * 3


def test_a_person_reads_why_it_was_stopped(deliver_to):
    _, rows, subjects = deliver_to(6, {2: "before"}, 6)

    stopped = rows[subjects[2]]
    assert (stopped.state, stopped.next_attempt_at) == ("held", None)
    assert "单独发送 8 次" in stopped.said and "同期其他记录正常" in stopped.said
    assert [row.state for row in rows.values()].count("delivered") == 6


def test_a_receiver_that_takes_nothing_is_ill_and_no_record_is_blamed(province):
    from qinkang.exchange.loop import Delivery
    from qinkang.records.models import Outbox

    records = province.check_ups(12, announce=False)
    double = Double({}, 4, ill=10**6)
    province.announce(records, target=double.code)
    loop = Delivery(double, province.scope, Pauses(0.05, 0.2, random=random.Random(1)))

    stop_after(loop, 0.8)
    asked = len(double.calls)
    double.ill = 0
    loop.settle(within=20)

    assert asked < 60, "it is left alone after some calls"
    with province.acting():
        assert set(Outbox.objects.filter(target=double.code).values_list("state", flat=True)) == {"delivered"}


@pytest.mark.parametrize(
    ("together", "choked", "size", "after"),
    [
        (None, 0, 500, (None, 1)),
        (None, 1, 500, (None, 2)),
        (None, 2, 500, (250, TRIES - 1)),
        (250, 2, 250, (125, TRIES - 1)),
        (125, 2, 3, (2, TRIES - 1)),
        (2, 2, 2, (1, 0)),
        (1, 0, 1, (1, 1)),
        (1, 2, 1, (1, 3)),
        (None, 2, 1, (1, 3)),
    ],
)
def test_what_is_held_against_a_row(together, choked, size, after):
    assert Suspicion(together, choked).after_a_call_of(size) == after


def test_a_row_is_stopped_only_when_it_broke_calls_alone():
    assert Suspicion(1, ALONE).alone_too_often
    assert not Suspicion(1, ALONE - 1).alone_too_often
    assert not Suspicion(2, ALONE).alone_too_often


def test_a_call_carries_one_data_set(province, receiver, delivery):
    from qinkang.records.models import Outbox

    there = receiver()
    records = province.check_ups(20)
    with province.acting():
        Outbox.objects.filter(record_id__in=records[5:9]).update(
            dataset="elderly.self_care", operation="withdraw"
        )
    loop = delivery(there, batch=7, in_flight=1)
    send, calls = loop.connector.send, []
    loop.connector.send = lambda dataset, messages: (
        calls.append((dataset, len(messages))),
        send(dataset, messages),
    )[1]

    loop.run()

    assert province.states() == {"delivered": 20}
    assert sum(size for dataset, size in calls if dataset == "elderly.self_care") == 4
    told = {row["our_ref"]: row["dataset"] for row in there.exported()["accepted"]}
    assert sorted(told.values()) == ["nat_health_check"] * 16 + ["nat_selfcare"] * 4
