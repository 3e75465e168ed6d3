"""Changing a verdict on records that are stored already."""

from collections.abc import Sequence

from django.db import connection

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import acting
from qinkang.kernel import clock
from qinkang.records.tables import Recorded, Standing
from qinkang.records.writing.outbox import announce
from qinkang.records.writing.planning import looked_up_by_key

CHANGE = """
UPDATE {table} SET standing = %(standing)s, version = version + 1, recorded_at = %(now)s, actor = %(actor)s
WHERE id = ANY(%(records)s) AND standing = ANY(%(other)s)
RETURNING id
"""


def change_standing(
    model: type[Recorded],
    records: Sequence[int],
    standing: Standing,
    *,
    targets: Sequence[str],
    batch: int | None,
) -> list[int]:
    """Hold stored records, or let held ones count again, and announce what follows; return which changed.

    Each changed record gets a new version, and history keeps the old one. Where a receiver was told of a
    record that is now held, its withdrawal is announced; of one that counts again, its present contents.
    Records that stand like this already are left alone, and withdrawn ones stay withdrawn. Call it inside
    `acting_as`, in the transaction of the verdict.

    Args:
        model: the data set's table.
        records: their numbers.
        standing: `Standing.HELD` or `Standing.ACCEPTED`.
        targets: the systems that take these records; for a data set `exchange.targets.targets_of`.
        batch: number of the batch that brought the verdict about, None for a person's decision.
    """
    if standing not in (Standing.HELD, Standing.ACCEPTED):
        raise ValueError("a record is withdrawn by its sender, not by a verdict")
    asked = {
        "standing": standing.value,
        "other": [one.value for one in (Standing.HELD, Standing.ACCEPTED) if one != standing],
        "now": clock.now(),
        "actor": acting().actor,
        "records": list(records),
    }
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(CHANGE.format(table=model._meta.db_table), asked)
        changed = [number for (number,) in cursor.fetchall()]
    announce(model, changed, targets, batch=batch)
    audit(f"let_stand_{standing.value}", model._meta.db_table, f"batch:{batch}", rows=len(changed))
    return changed
