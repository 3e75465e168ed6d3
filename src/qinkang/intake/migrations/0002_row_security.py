from django.db import migrations

from qinkang.accounts.row_security import Grant, SecureRows

KEPT = ("SELECT", "INSERT", "UPDATE")
FIGURES = ("id", "sender_id", "dataset", "live", "received_at", "state", "stored_at", "rows", "accepted",
           "corrected", "flagged", "held", "rejected", "scope")  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial"), ("accounts", "0001_initial")]

    operations = [
        # Who sends what, and by which decisions rows were judged, is about no person.
        Grant("intake_sender", web=KEPT, worker=KEPT, figures=("SELECT",)),
        Grant("intake_contract", web=KEPT, worker=KEPT),
        Grant("intake_rulebookused", web=("SELECT",), worker=("SELECT", "INSERT")),
        SecureRows("intake_batch", web=KEPT, worker=KEPT, figures=FIGURES),
        # A receipt is never changed: it is what the sender was told.
        SecureRows("intake_receipt", web=("SELECT",), worker=("SELECT", "INSERT"),
                   figures=("id", "batch_id", "row_number", "standing", "outcome", "scope")),  # fmt: skip
        SecureRows("intake_finding", web=("SELECT",), worker=KEPT,
                   figures=("id", "batch_id", "sender_id", "dataset", "field", "rule", "severity", "current",
                            "scope")),  # fmt: skip
    ]
