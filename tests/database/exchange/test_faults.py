"""Whatever goes wrong on the way: in the end both ledgers tell the same, each version once, in order."""

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from qinkang.sandbox.receivers.agreement import ledgers_agree

QUICK = {"batch": 6, "in_flight": 3, "read": 0.15, "settles_after": 0.35}


def settle_while_things_change(province, loop, there, seed):
    """Announce, correct and withdraw at random while the loop runs and the receiver fails."""
    chance = random.Random(seed)
    records = province.check_ups(36, wrong={3, 17})
    version = dict.fromkeys(records, 1)
    withdrawn = set()
    for _ in range(3):
        loop.run()
        for one in chance.sample(sorted(set(records) - withdrawn), 8):
            version[one] += 1
            if chance.random() < 0.25:
                withdrawn.add(one)
                province.announce([one], version=version[one], operation="withdraw")
            else:
                province.change([one], version[one], height=150.0 + version[one])
    loop.settle(within=20)
    return version


@pytest.mark.parametrize(
    ("faults", "seed"),
    [
        ("errors", 1),
        ("timeouts", 2),
        ("cuts", 3),
        ("answers", 4),
        ("closed", 5),
        ("token", 6),
        ("all", 7),
        ("all", 8),
    ],
)
def test_after_the_faults_both_sides_agree(province, receiver, delivery, faults, seed):
    there = receiver(faults, seed, calls=14, hang=0.3)
    loop = delivery(there, seed=seed, **QUICK)

    version = settle_while_things_change(province, loop, there, seed)

    ledger = there.exported()
    assert ledgers_agree(province.rows(), ledger) == []
    assert set(province.states()) <= {"delivered", "refused", "superseded"}
    newest = {
        one: state
        for (one, number), state in province.states(subjects=True).items()
        if version[one] == number
    }
    assert len(newest) == len(version)
    assert list(newest.values()).count("refused") <= 2
    assert in_order(ledger["accepted"])
    assert there.server.faults.of_next_call() is None, "the faults were not yet over"


def in_order(accepted):
    """Whether later versions of each subject were accepted later."""
    times = {}
    for row in accepted:
        times.setdefault(row["our_ref"], []).append(
            (row["version"], dt.datetime.fromisoformat(row["accepted_at"]))
        )
    return all([at for _, at in sorted(rows)] == sorted(at for _, at in rows) for rows in times.values())


def test_a_killed_receiver_keeps_what_it_confirmed(province, process, delivery):
    there = process()
    province.check_ups(60)
    loop = delivery(there, **QUICK)
    send, calls = loop.connector.send, []

    def kill_at_the_fourth_call(dataset, messages):
        calls.append(1)
        if len(calls) == 4:
            there.end()
        return send(dataset, messages)

    loop.connector.send = kill_at_the_fourth_call
    loop.run()
    there.start()
    loop.settle(within=20)

    assert province.states() == {"delivered": 60}
    assert ledgers_agree(province.rows(), there.exported()) == []


LOOP = """
import sys
import django
django.setup()
from qinkang.accounts.scope import Scope
from qinkang.exchange.connectors import Connection
from qinkang.exchange.connectors.national_elderly.connector import NationalElderly
from qinkang.exchange.loop import Delivery
connector = NationalElderly.connected(Connection(*sys.argv[1:], patience=60))
connector.batch, connector.in_flight = 10, 2
Delivery(connector, Scope((1,))).run()
"""


def test_a_killed_loop_leaves_doubts_that_are_asked_about(province, receiver, delivery, environment):
    there = receiver("silent-after", share=1.0, calls=2, hang=30)
    province.check_ups(40)
    to = there.connection
    words = (to.url, to.client_id, to.client_secret, to.source_org)
    killed = subprocess.Popen([sys.executable, "-c", LOOP, *words], env={**os.environ, **environment})
    deadline = time.monotonic() + 20
    while len(there.exported()["accepted"]) < 20:
        assert killed.poll() is None, "the loop ended"
        assert time.monotonic() < deadline, "the loop never sent anything"
        time.sleep(0.02)

    killed.send_signal(signal.SIGKILL)
    killed.wait()
    left = province.states()
    loop = delivery(there, settles_after=0.3)
    first = loop.run()
    then = loop.settle(within=10)

    assert left == {"leased": 20, "waiting": 20}
    assert first.ended["delivered"] >= 20, "what nobody had begun goes at once"
    assert first.ended["delivered"] + then.ended["delivered"] == 40, "the rest after asking"
    assert province.states() == {"delivered": 40}
    assert {row["presented"] for row in there.exported()["accepted"]} == {1}
    assert province.attempts().count("unclear") == 20
