"""The loop against a receiver that does what it should."""

from qinkang.sandbox.receivers.agreement import ledgers_agree


def test_what_is_announced_is_delivered_once(province, receiver, delivery):
    there = receiver()
    province.check_ups(40)

    run = delivery(there).run()

    assert province.states() == {"delivered": 40}
    assert run.ended == {"delivered": 40}
    assert run.again_at is None
    assert ledgers_agree(province.rows(), there.exported()) == []
    assert {row["presented"] for row in there.exported()["accepted"]} == {1}
    assert province.attempts() == ["delivered"] * 40
