"""Sending systems and the files they send, with a ledger of what was planted in them.

A sender is a value in a module of its own (`baoji` is one): its title, the unit that answers for it, the
areas it covers, and for each data set a `Layout`. What is true comes from `truths`, what goes wrong from
`defects`, the bytes from `forms`; `Sending` puts them together, one file when it is due.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qinkang.sandbox.defects import WAYS, Planter
from qinkang.sandbox.people import Population
from qinkang.sandbox.senders import statistics
from qinkang.sandbox.senders.ankang import ANKANG
from qinkang.sandbox.senders.baoji import BAOJI
from qinkang.sandbox.senders.hancheng import HANCHENG
from qinkang.sandbox.senders.hanzhong import HANZHONG
from qinkang.sandbox.senders.laoling import LAOLING
from qinkang.sandbox.senders.layout import Layout
from qinkang.sandbox.senders.ledger import write_ledger
from qinkang.sandbox.senders.qianyue import QIANYUE
from qinkang.sandbox.senders.sender import Sender, covering
from qinkang.sandbox.senders.sending import Due, Sending
from qinkang.sandbox.senders.sent_file import AGAIN, NEW, REVISED, WHOLE, WITHDRAWN, SentFile
from qinkang.sandbox.senders.shangluo import SHANGLUO
from qinkang.sandbox.senders.tongchuan import TONGCHUAN
from qinkang.sandbox.senders.weinan import WEINAN
from qinkang.sandbox.senders.xian import XIAN
from qinkang.sandbox.senders.xianyang import XIANYANG
from qinkang.sandbox.senders.xixian import XIXIAN
from qinkang.sandbox.senders.yanan import YANAN
from qinkang.sandbox.senders.yangling import YANGLING
from qinkang.sandbox.senders.yulin import YULIN

SENDERS: dict[str, Sender] = {
    sender.code: sender
    for sender in (
        XIAN, TONGCHUAN, BAOJI, XIANYANG, WEINAN, YANAN, HANZHONG, YULIN, ANKANG, SHANGLUO, YANGLING, HANCHENG, XIXIAN,
        LAOLING, QIANYUE,
    )
}  # fmt: skip
"""Every sender by its code; a new one is a module beside these and a name here."""


def planned(population: Population, folder: Path, seed: int) -> list[Due]:
    """Give what all senders will send, in the order of sending; nothing is made yet.

    The same population and seed give the same bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ways = list(covering(population, SENDERS.values()))
    everybody = {layout.dataset.code: 0 for _, layout, _ in ways}
    for _, layout, mask in ways:
        everybody[layout.dataset.code] += int(mask.sum())
    planters = {code: Planter(WAYS[code]) for code in everybody}
    due = [statistics.residents(population, folder)]
    for sender, layout, mask in ways:
        code = layout.dataset.code
        people, part = population.where(mask), mask.sum() / max(everybody[code], 1)
        due += Sending(sender, layout, people, part, planters[code], folder, seed).due()
    return sorted(due, key=lambda one: one.on)


def send_all(population: Population, folder: Path, seed: int) -> Iterator[SentFile]:
    """Make file after file; when all are made, write the ledger beside them."""
    sent = []
    for due in planned(population, folder, seed):
        sent.append(due.make())
        yield sent[-1]
    write_ledger(sent, folder / "labels.json")


__all__ = [
    "AGAIN",
    "NEW",
    "REVISED",
    "SENDERS",
    "WHOLE",
    "WITHDRAWN",
    "Due",
    "Layout",
    "Sender",
    "SentFile",
    "planned",
    "send_all",
]
