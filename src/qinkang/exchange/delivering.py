"""What is due for one system is done: by calling it, or by making the files that people carry there."""

from __future__ import annotations

import time

from qinkang.accounts.scope import Acting
from qinkang.exchange import connectors
from qinkang.exchange.loop import Delivery, Run
from qinkang.exchange.manual.files import make_next_file
from qinkang.exchange.manual.results import read_next_answer


def deliver_to(target: str, by: Acting) -> Run:
    """Send what is due to a system, or make its files and read its results; say what was done.

    Raises:
        Mistake: the environment does not say where the system is.
    """
    if not connectors.by_hand(target):
        return Delivery(connectors.connect(target), by.scope).run()
    began, done = time.monotonic(), 0
    while make_next_file(target, by) or read_next_answer(target, by):
        done += 1
    return Run({"files": done} if done else {}, time.monotonic() - began, None)
