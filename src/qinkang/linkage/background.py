"""How frequent names and phone numbers are among the people at hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log2

USUAL = 1e-5  # share of persons who bear one particular full name, where nothing is known of it
RAREST, COMMONEST = 5e-6, 3e-3  # beyond these a count is chance, or no name
WORTH = 100_000  # persons: how many must be counted before counts outweigh the usual share
SHARED_FROM = 6  # persons: more than five bear one's own phone number only where it is not one's own (C-24)


@dataclass(frozen=True, repr=False)
class Background:
    """Counts that make agreement on a frequent name worth less.

    Attributes:
        names: comparison key of a name to how many bear it.
        named: how many persons were counted in all.
        phones: number to how many persons gave it.
    """

    names: Mapping[str, int] = field(default_factory=dict)
    named: int = 0
    phones: Mapping[str, int] = field(default_factory=dict)

    def share(self, name_key: str) -> float:
        """Return the share of persons who bear a name, drawn towards the usual one while few are counted."""
        share = (self.names.get(name_key, 0) + WORTH * USUAL) / (self.named + WORTH)
        return min(max(share, RAREST), COMMONEST)

    def correction(self, name_key: str) -> float:
        """Return by how many bits agreement on this name counts more (or, if negative, less) than usual."""
        return log2(USUAL / self.share(name_key))

    def is_shared(self, phone: str) -> bool:
        """Tell a number that too many gave: a clinic's, a village office's."""
        return self.phones.get(phone, 0) >= SHARED_FROM
