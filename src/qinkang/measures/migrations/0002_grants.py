from django.db import migrations

from qinkang.accounts.row_security import FiguresRead, Grant


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_initial"), ("records", "0004_population_security")]

    operations = [
        # Targets are the office's and everybody's to read; only that they ended may be written later.
        Grant(
            "measures_target",
            web=("SELECT", "INSERT", "UPDATE (known_until)"),
            worker=("SELECT",),
        ),
        # 推送口径: which version of which record a receiver has confirmed; not what it said.
        FiguresRead(
            "records_outbox",
            but=(
                "subject", "after", "attempts", "lease_until", "next_attempt_at", "said_code", "said",
                "batch_id", "announced_at",
            ),
        ),
    ]
