from django.db import migrations

from qinkang.accounts.row_security import ReachedByKey

# Groups are read with their record, keys, links and attempts with their sighting or outbox row.
GROUPS = (
    "contractitems",
    *(f"elderlyperson{part}" for part in ("diagnoses", "surgery", "transfusion", "trauma")),
    *(f"healthcheck{part}" for part in ("abnormal", "drugs", "homebed", "hospital", "vaccines")),
)


class Migration(migrations.Migration):
    dependencies = [("records", "0010_across_records")]

    operations = [
        ReachedByKey(f"records_{name}") for name in (*GROUPS, "blockingkeys", "personlink", "attempt")
    ]
