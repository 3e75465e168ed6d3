"""Which kind of sending system is believed first, as the office has decided."""

from datetime import date

from qinkang.kernel import clock
from qinkang.registry.models import SourcePrecedence
from qinkang.standards.sources import Precedence


def precedence(on: date) -> dict[str, Precedence]:
    """Return the order for every group of values, valid on a day and known now, by the group's code."""
    known = SourcePrecedence.objects.known(clock.now()).valid(on)
    return {
        group: Precedence(group, tuple(tiers), source)
        for group, tiers, source in known.values_list("group", "tiers", "source")
    }
