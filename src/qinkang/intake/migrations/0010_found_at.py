import django.contrib.postgres.indexes
from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("intake", "0009_settled")]

    operations = [
        # In two steps: what was found before has no such time.
        migrations.AddField(
            model_name="finding",
            name="found_at",
            field=models.DateTimeField(null=True, verbose_name="发现时间"),
        ),
        migrations.AlterField(
            model_name="finding",
            name="found_at",
            field=models.DateTimeField(db_default=Now(), null=True, verbose_name="发现时间"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=django.contrib.postgres.indexes.BrinIndex(
                fields=["found_at"], name="finding_at", pages_per_range=16
            ),
        ),
    ]
