"""How long to wait before the next attempt."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random


@dataclass(frozen=True)
class Pauses:
    """Twice as long after each failure, up to a limit, and a little uneven so that not all come at once.

    Attributes:
        first, longest: seconds.
        uneven: by which share a pause may be longer or shorter.
        random: seeded in tests, so that a run can be repeated.
    """

    first: float = 2.0
    longest: float = 900.0
    uneven: float = 0.2
    random: Random = field(default_factory=Random, repr=False)

    def after(self, failures: int) -> float:
        """Seconds to wait after so many failures in a row; at least one is counted."""
        doubled = self.first * 2 ** min(max(failures, 1) - 1, 30)
        return min(doubled, self.longest) * self.random.uniform(1 - self.uneven, 1 + self.uneven)
