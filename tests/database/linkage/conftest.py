"""People whom several systems know, and an officer who decides about them."""

from collections.abc import Callable

import pytest
from tests.database.records.conftest import (  # noqa: F401
    PROVINCE,
    acting,
    admin,
    emptied,
    identities,
    link,
    number,
    sight,
    store,
    worker,
)

from qinkang.accounts.scope import Acting, Scope
from qinkang.records.key_check import ring_in_force
from qinkang.records.models import Person, PersonLink
from qinkang.records.reviewing import open_conflicts, open_pairs
from qinkang.records.writing.linkage import link_by_number
from qinkang.records.writing.name_counts import count_names
from qinkang.records.writing.pairs import Found, find_pairs
from qinkang.records.writing.sightings import store_sightings

VILLAGE = "610323101001"


@pytest.fixture
def by() -> Acting:
    """Give an officer of the province."""
    return Acting(Scope((PROVINCE,)), "user:7", "处理人员比对")


@pytest.fixture
def arrive(worker, acting) -> Callable[..., Found]:  # noqa: F811
    """Let identities arrive as one batch and be compared; give what was found."""

    def one_batch(*people: dict, sender=1, batch=1) -> Found:
        usual = [{"live_region": VILLAGE, "sex": "2", **one} for one in people]
        with acting():
            sighted = store_sightings(identities(usual), sender=sender, batch=batch)
            link_by_number(batch)
            count_names(ring_in_force(), sighted.names)
            return find_pairs(batch)

    return one_batch


@pytest.fixture
def truth(worker, acting) -> "Truth":  # noqa: F811
    """Read what is stored."""
    return Truth(acting)


class Truth:
    """What the tables say, read in the scope of the province or of some units."""

    def __init__(self, acting):  # noqa: F811
        self.acting = acting

    def persons(self) -> dict[int, int]:
        """Sighting to person."""
        with self.acting():
            return dict(PersonLink.objects.order_by("sighting_id").values_list("sighting_id", "person_id"))

    def links(self) -> list[dict]:
        """Every link, to the last column."""
        with self.acting():
            return list(PersonLink.objects.order_by("sighting_id").values())

    def golden(self) -> list[dict]:
        """Every person that has sightings, with its values."""
        with self.acting():
            return list(
                Person.objects.filter(pk__in=PersonLink.objects.values("person_id")).order_by("pk").values()
            )

    def pairs(self, *units) -> list:
        """The pairs that wait."""
        with self.acting(*units):
            return list(open_pairs())

    def waiting(self) -> list[tuple]:
        """What waits, without scores: as names are counted, each new one shifts them a little."""
        return sorted(
            (pair.person_a_id, pair.person_b_id, pair.levels, pair.decided_levels or "")
            for pair in self.pairs()
        )

    def conflicts(self) -> list:
        """The contradictions that wait."""
        with self.acting():
            return list(open_conflicts())
