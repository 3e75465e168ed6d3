from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intake", "0005_programs")]

    operations = [
        # Before its batch is committed, and the sender told, a rule across records may hold an accepted row.
        migrations.RunSQL(
            "GRANT UPDATE (standing) ON intake_receipt TO qk_worker", migrations.RunSQL.noop
        ),
    ]
