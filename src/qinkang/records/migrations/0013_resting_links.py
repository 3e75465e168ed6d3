import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from qinkang.accounts.row_security import ReachedByKey, SecureRows


class Migration(migrations.Migration):
    dependencies = [("records", "0012_golden_basis")]

    operations = [
        migrations.CreateModel(
            name="RestingLink",
            fields=[
                ("sighting", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name="+", serialize=False, to="records.sighting")),
                ("how", models.TextField(help_text="a code of How")),
                ("since", models.DateTimeField()),
                ("batch_id", models.BigIntegerField(null=True)),
                ("actor", models.TextField()),
                ("scope", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), help_text="that of the sighting", size=None)),
                ("withdrawn", models.BigIntegerField(help_text="the batch with whose withdrawal it went to rest")),
                ("resting_since", models.DateTimeField()),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.person")),
            ],
        ),
        SecureRows("records_restinglink", web=("SELECT", "UPDATE"), worker=("SELECT", "INSERT", "UPDATE", "DELETE")),
        ReachedByKey("records_restinglink"),
        # A link goes to rest and comes back; what it was stands in its history.
        migrations.RunSQL("GRANT DELETE ON records_personlink TO qk_worker", migrations.RunSQL.noop),
    ]
