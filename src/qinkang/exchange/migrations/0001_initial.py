from django.db import migrations, models

from qinkang.accounts.row_security import Grant

WRITES = ("SELECT", "INSERT", "UPDATE")


class Migration(migrations.Migration):
    initial = True

    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Channel",
            fields=[
                (
                    "target",
                    models.TextField(
                        help_text="code of the receiving system", primary_key=True, serialize=False
                    ),
                ),
                (
                    "failures",
                    models.IntegerField(default=0, help_text="calls in a row that did not reach it"),
                ),
                ("closed_until", models.DateTimeField(null=True)),
                ("said", models.TextField(default="", help_text="what was heard last, without identity")),
            ],
        ),
        # About systems, not about anybody: no row security.
        Grant("exchange_channel", web=("SELECT",), worker=WRITES),
    ]
