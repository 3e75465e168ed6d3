"""Who the people of a batch are, once its rows are stored."""

from __future__ import annotations

from qinkang.intake.models import Batch
from qinkang.pipeline.storing import Storing
from qinkang.records.actions.links import settle
from qinkang.records.key_check import ring_in_force
from qinkang.records.writing.linkage import link_by_number
from qinkang.records.writing.name_counts import count_names
from qinkang.records.writing.pairs import find_pairs
from qinkang.records.writing.resting import persons_of, wake_sightings


def link_people(storing: Storing, batch: Batch) -> None:
    """Say who the people of a batch are, once all its rows have entered; those at rest are known again."""
    wake_sightings(storing.resting, batch=batch.pk)
    link_by_number(batch.pk)
    count_names(ring_in_force(), storing.names)
    find_pairs(batch.pk)
    if storing.resting:
        settle(*persons_of(storing.resting))
