"""Whether what was restored can be read: keys against the database, an identity, a landed file."""

from __future__ import annotations

from dataclasses import dataclass

from qinkang.accounts.scope import acting_as
from qinkang.intake.landing import open_landed
from qinkang.intake.models import Batch
from qinkang.mistake import Mistake
from qinkang.pipeline.everywhere import everywhere
from qinkang.records.key_check import ring_in_force
from qinkang.records.models import Person, Sighting
from qinkang.records.reading import identities_of

BLOCK = 1 << 20


@dataclass(frozen=True)
class Tried:
    """What is there, and what was opened for a trial."""

    batches: int
    persons: int
    opened: int
    files: int


def tried() -> Tried:
    """Open the newest identity and read the newest landed file to its end.

    Raises:
        Mistake: keys and database do not belong together, or an envelope does not open.
        Tampered: the landed file was changed.
    """
    ring_in_force()
    by = everywhere("command:restore", "恢复后试读")
    with acting_as(by.scope, actor=by.actor, because=by.because):
        newest = list(Sighting.objects.order_by("-id").values_list("pk", flat=True)[:1])
        if newest and not identities_of(newest)[newest[0]].name:
            raise Mistake("封存的身份信息无法读出，这份备份不可用。")
        batch = Batch.objects.order_by("-id").first()
        if batch is not None:
            with open_landed(batch) as plain:
                while plain.read(BLOCK):
                    pass
        return Tried(Batch.objects.count(), Person.objects.count(), len(newest), int(batch is not None))
