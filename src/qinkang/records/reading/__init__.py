"""Reading out of the truth, under row security and into the audit trail: identities, masked or whole.

`search` finds sightings by exact values; whoever calls it writes down that it was asked.
"""

from qinkang.records.reading.identities import Identity, identities_of, identities_of_persons

__all__ = ["Identity", "identities_of", "identities_of_persons"]
