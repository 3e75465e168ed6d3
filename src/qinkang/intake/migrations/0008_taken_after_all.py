from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0007_sender_kind")]

    operations = [
        migrations.RemoveConstraint(model_name="receipt", name="receipt_undone_known"),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(undone__in=["", "withdrawn", "restored", "kept", "nothing", "taken"]),
                name="receipt_undone_known",
            ),
        ),
        # A row that stood back behind a withdrawn batch is taken after all, and its receipt says so.
        migrations.RunSQL(
            "GRANT UPDATE (outcome, record) ON intake_receipt TO qk_worker", migrations.RunSQL.noop
        ),
    ]
