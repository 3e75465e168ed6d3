from django.db import migrations

from qinkang.accounts.row_security import FiguresRead, Grant, SecureRows
from qinkang.records.history import KeepHistory

PARTS = ("abnormal", "drugs", "homebed", "hospital", "vaccines")
REPLACED = ("SELECT", "INSERT", "UPDATE", "DELETE")  # groups of a record are replaced; history keeps them
NOT_FOR_FIGURES = ("business_key", "content", "source_no", "source_version", "actor")


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial"), ("accounts", "0001_initial")]

    operations = [
        # What recognises a key is not about anybody; every process checks it before it knows who acts.
        Grant("records_keyfingerprint", web=("SELECT",), worker=("SELECT",)),
        SecureRows(
            "records_sighting",
            web=("SELECT", "INSERT"),
            figures=("id", "sender", "sex", "birth_date", "live_region", "scope", "batch_id", "created_at"),
        ),
        SecureRows(
            "records_person", figures=("id", "sex", "birth_date", "live_region", "scope", "created_at")
        ),
        SecureRows(
            "records_personlink", figures=("sighting_id", "person_id", "how", "since", "batch_id", "scope")
        ),
        KeepHistory("records_personlink", key="sighting_id", ignoring=("scope",)),
        SecureRows("records_healthcheck"),
        FiguresRead("records_healthcheck", but=NOT_FOR_FIGURES),
        KeepHistory("records_healthcheck", ignoring=("source_version", "scope")),
        *(
            operation
            for part in PARTS
            for operation in (
                SecureRows(f"records_healthcheck{part}", web=REPLACED, worker=REPLACED),
                FiguresRead(f"records_healthcheck{part}", but=("id",)),
                KeepHistory(f"records_healthcheck{part}", ignoring=("scope",)),
            )
        ),
        SecureRows("records_outbox"),
        SecureRows("records_attempt", web=("SELECT",), worker=("SELECT", "INSERT")),
    ]
