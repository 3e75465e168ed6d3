"""The simulation's programs: each answers in JSON on standard output, one answer a line.

- `send FOLDER`: the register of institutions and who sends, then each file as it is written.
- `score FOLDER FINDINGS`: planted defects against what was found.
- `receiver PORT LEDGER`: how the simulated national system is run and reached.
- `agree OUTBOX LEDGER`: where our outbox and the receiver's ledger differ.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from qinkang.sandbox.people import Population, places
from qinkang.sandbox.receivers.agreement import ledgers_agree
from qinkang.sandbox.receivers.faults import NAMED
from qinkang.sandbox.receivers.national_elderly.process import NationalElderlyReceiver
from qinkang.sandbox.register import XIXIAN_UNIT, write_register
from qinkang.sandbox.scoring import read_labels, score
from qinkang.sandbox.senders import SENDERS, Sender, planned, send_all, statistics


def send(options: argparse.Namespace) -> Iterator[Any]:
    """Write the register, say who will send how many files, then write file after file and say each."""
    population = Population.of(options.scale, options.seed)
    options.folder.mkdir(parents=True, exist_ok=True)
    register = options.folder / "机构登记.xlsx"
    write_register(register, options.seed)
    yield {
        "register": str(register),
        "townships": {XIXIAN_UNIT: places.XIXIAN},
        "senders": [_told(sender) for sender in SENDERS.values()] + [statistics.TOLD],
        "files": len(planned(population, options.folder, options.seed)),
    }
    for one in send_all(population, options.folder, options.seed):
        yield {
            "sender": one.sender,
            "dataset": one.dataset,
            "path": str(one.path),
            "sent_on": one.sent_on.isoformat(),
            "live": one.live,
        }


def _told(sender: Sender) -> dict[str, Any]:
    """A sender with what it sends: data set to whether that is always its whole stock."""
    sends = {one.dataset.code: one.whole for one in sender.layouts}
    told = {name: getattr(sender, name) for name in ("code", "title", "unit", "kind")}
    return {**told, "datasets": sends}


def judge(options: argparse.Namespace) -> Iterator[Any]:
    """Recall and precision, per rule and over all."""
    findings = [tuple(place) for place in json.loads(options.findings.read_text(encoding="utf-8"))]
    came = score(read_labels(options.folder), findings)
    yield {
        "recall": came.recall,
        "precision": came.precision,
        "planted": dict(sorted(came.planted.items())),
        "found": {rule: came.found[rule] for rule in sorted(came.planted)},
        "missed": came.missed,
        "false_alarms": came.false_alarms,
        "near_misses": came.near_misses,
        "near_misses_fired": came.fired,
    }


def receiver(options: argparse.Namespace) -> Iterator[Any]:
    """The command that runs the receiver, and the environment that leads our connector to it."""
    one = NationalElderlyReceiver(
        options.port, options.ledger, options.faults, options.seed, options.calls, hang=options.hang
    )
    yield {"argv": list(one.argv()), "url": one.url, "environment": dict(one.environment)}


def agree(options: argparse.Namespace) -> Iterator[Any]:
    """Every difference between the two; an empty list is agreement."""
    outbox = [tuple(row) for row in json.loads(options.outbox.read_text(encoding="utf-8"))]
    ledger = json.loads(options.ledger.read_text(encoding="utf-8"))
    yield [asdict(difference) for difference in ledgers_agree(outbox, ledger)]


def main() -> None:
    """Read the words of the command line and answer."""
    parser = argparse.ArgumentParser(prog="qinkang.sandbox", description=__doc__)
    programs = parser.add_subparsers(required=True)
    one = programs.add_parser("send")
    one.set_defaults(program=send)
    one.add_argument("folder", type=Path)
    one.add_argument("--scale", type=float, default=0.2)
    one.add_argument("--seed", type=int, default=1)
    one = programs.add_parser("score")
    one.set_defaults(program=judge)
    one.add_argument("folder", type=Path)
    one.add_argument("findings", type=Path)
    one = programs.add_parser("receiver")
    one.set_defaults(program=receiver)
    one.add_argument("port", type=int)
    one.add_argument("ledger", type=Path)
    one.add_argument("--faults", choices=NAMED, default="none")
    one.add_argument("--seed", type=int, default=1)
    one.add_argument("--calls", type=int, help="after so many calls all is well")
    one.add_argument("--hang", type=float, default=5.0, help="seconds of silence in a time-out")
    one = programs.add_parser("agree")
    one.set_defaults(program=agree)
    one.add_argument("outbox", type=Path)
    one.add_argument("ledger", type=Path)
    options = parser.parse_args()
    for answer in options.program(options):
        print(json.dumps(answer, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
