"""What goes wrong with a receiver, call by call, drawn from a seed."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from enum import StrEnum
from random import Random

from qinkang.mistake import Mistake


class Fault(StrEnum):
    """One way a call can go wrong, seen from the receiver."""

    ERROR_BEFORE = "error-before"  # 500, and nothing was stored
    ERROR_AFTER = "error-after"  # 500, and all was stored
    SILENT_BEFORE = "silent-before"  # no answer in time; nothing was stored
    SILENT_AFTER = "silent-after"  # stored, then no answer in time
    LATE = "late"  # stored only after the caller has given up
    CUT_BEFORE = "cut-before"  # the connection is cut; nothing was stored
    CUT_AFTER = "cut-after"  # stored, then the connection is cut
    HALF = "half"  # stored, and the connection is cut within the answer
    TWICE = "twice"  # every row is answered twice
    SOME = "some"  # all stored, some rows answered
    PART = "part"  # some rows stored, and only these answered
    GARBLED = "garbled"  # all stored, 200 with a page instead of an answer
    MAINTENANCE = "maintenance"  # 503, and nothing was stored
    LIMIT = "limit"  # 429, and nothing was stored
    TOKEN = "token"  # noqa: S105  the token has run out: 401, and nothing was stored


NAMED: dict[str, tuple[Fault, ...]] = {
    "none": (),
    "errors": (Fault.ERROR_BEFORE, Fault.ERROR_AFTER),
    "timeouts": (Fault.SILENT_BEFORE, Fault.SILENT_AFTER, Fault.LATE),
    "cuts": (Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.HALF),
    "answers": (Fault.TWICE, Fault.SOME, Fault.PART, Fault.GARBLED),
    "closed": (Fault.MAINTENANCE, Fault.LIMIT),
    "all": tuple(Fault),
    **{fault.value: (fault,) for fault in Fault},
}
"""What `--faults NAME` may be: a group, or one fault alone."""


class Faults:
    """A schedule: of the next calls, which goes wrong and how. The same seed gives the same schedule."""

    def __init__(
        self, kinds: Sequence[Fault], seed: int, *, share: float = 0.5, calls: int | None = None
    ) -> None:
        """Let a share of the calls go wrong, for so many calls, or without end."""
        self._kinds, self._share, self._left = tuple(kinds), share, calls
        self._random = Random(seed)
        self._lock = threading.Lock()

    @classmethod
    def named(cls, name: str, seed: int, *, share: float = 0.5, calls: int | None = None) -> Faults:
        """Return the schedule of a name. Raises Mistake for a name there is not."""
        if name not in NAMED:
            raise Mistake(f"没有名为 {name} 的故障。可用：{'、'.join(NAMED)}。")
        return cls(NAMED[name], seed, share=share, calls=calls)

    def of_next_call(self) -> Fault | None:
        """Draw what happens to the next call."""
        with self._lock:
            if not self._kinds or self._left == 0:
                return None
            self._left = None if self._left is None else self._left - 1
            return self._random.choice(self._kinds) if self._random.random() < self._share else None
