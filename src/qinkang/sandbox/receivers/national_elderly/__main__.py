"""Runs the receiver until it is told to end."""

import argparse
import signal
import sys
from pathlib import Path

from qinkang.sandbox.receivers.faults import NAMED, Faults
from qinkang.sandbox.receivers.national_elderly.ledger import Ledger
from qinkang.sandbox.receivers.national_elderly.process import CLIENT, SECRET
from qinkang.sandbox.receivers.national_elderly.server import Receiver


def main() -> None:
    """Read the options and serve."""
    parser = argparse.ArgumentParser(description="模拟全国老龄健康信息系统")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--ledger", type=Path, required=True, help="SQLite file of what was accepted")
    parser.add_argument("--faults", choices=NAMED, default="none")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=0.5, help="share of calls that go wrong")
    parser.add_argument("--calls", type=int, help="calls after which all is well")
    parser.add_argument("--hang", type=float, default=90.0, help="seconds of silence in a time-out")
    parser.add_argument("--filed", type=Path, help="file of institution codes on record, one per line")
    options = parser.parse_args()
    filed = frozenset(options.filed.read_text(encoding="utf-8").split()) if options.filed else None
    faults = Faults.named(options.faults, options.seed, share=options.share, calls=options.calls)
    receiver = Receiver(
        options.port,
        Ledger(options.ledger, filed),
        faults,
        client=CLIENT,
        secret=SECRET,
        hang=options.hang,
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    receiver.serve_forever()


if __name__ == "__main__":
    main()
