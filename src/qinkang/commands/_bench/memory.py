"""How much memory a process has had at most."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

STATUS = Path("/proc/self/status")


def highest_mb() -> float:
    """The most memory this process has had in RAM, in MB.

    Linux tells it of this very program; elsewhere it is that of the process, which may include what
    it was forked from.
    """
    if STATUS.exists():
        (line,) = (
            line for line in STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM")
        )
        return int(line.split()[1]) / 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)
