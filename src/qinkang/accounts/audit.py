"""Writing the audit trail, in the transaction of what it tells of."""

from qinkang.accounts.models import AuditEvent
from qinkang.accounts.scope import acting
from qinkang.kernel import clock


def audit(
    action: str,
    object_type: str,
    object_ref: object,
    *,
    rows: int = 1,
    outcome: AuditEvent.Outcome = AuditEvent.Outcome.DONE,
) -> AuditEvent:
    """Write down what the present actor did; it is kept or lost together with the deed.

    Args:
        action: `store_records`, `read_person`, …
        object_type: a table or a kind of thing.
        object_ref: its key, which says nothing about a person to an outsider.
        rows: how many rows were read or written.

    Raises:
        NotActing: outside `acting_as`.
    """
    now = acting()
    return AuditEvent.objects.create(
        at=clock.now(),
        actor=now.actor,
        because=now.because,
        action=action,
        object_type=object_type,
        object_ref=str(object_ref),
        rows=rows,
        outcome=outcome,
    )
