"""Sending systems and the files they send, with a ledger of what was planted in them."""

from pathlib import Path

from qinkang.sandbox.people import Population
from qinkang.sandbox.senders.baoji import Baoji
from qinkang.sandbox.senders.hanzhong import Hanzhong
from qinkang.sandbox.senders.ledger import write_ledger
from qinkang.sandbox.senders.sender import NEW, REVISED, WITHDRAWN, Sender, SentFile

SENDERS: dict[str, type[Sender]] = {sender.code: sender for sender in (Baoji, Hanzhong)}
"""Every sender by its code; a new one is a module beside these and a name in this line."""


def send_all(population: Population, folder: Path, seed: int) -> list[SentFile]:
    """Let every sender write its files into a folder, and write the ledger beside them."""
    sent = [file for sender in SENDERS.values() for file in sender().write(population, folder, seed)]
    write_ledger(sent, folder / "labels.json")
    return sent


__all__ = [
    "NEW",
    "REVISED",
    "SENDERS",
    "WITHDRAWN",
    "Baoji",
    "Hanzhong",
    "Sender",
    "SentFile",
    "send_all",
    "write_ledger",
]
