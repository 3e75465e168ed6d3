import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from qinkang.accounts.row_security import SecureRows


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0002_answered_at"),
        ("records", "0009_sent_together"),
    ]

    operations = [
        migrations.CreateModel(
            name="ManualFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("target", models.TextField()),
                ("dataset", models.TextField()),
                (
                    "state",
                    models.TextField(
                        default="wanted",
                    ),
                ),
                ("name", models.TextField(default="")),
                ("rows", models.IntegerField(default=0)),
                ("problem", models.TextField(default="")),
                ("because", models.TextField(default="")),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.TextField()),
                (
                    "units",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(),
                        help_text="for which it was asked; rows beyond are left out",
                        size=None,
                    ),
                ),
                ("taken_at", models.DateTimeField(null=True)),
                ("taken_by", models.TextField(default="")),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "scope",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["target", "state"], name="manual_file_open")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["wanted", "empty", "ready", "taken", "answered", "dropped", "stuck"],
                            )
                        ),
                        name="manual_file_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_at__isnull", True), ("taken_by", "")),
                            models.Q(("taken_at__isnull", False), models.Q(("taken_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="manual_file_taken",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ManualAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.TextField(
                        default="arrived",
                    ),
                ),
                ("name", models.TextField()),
                ("file_name", models.TextField()),
                ("told", models.JSONField(default=dict)),
                ("remarks", models.JSONField(default=list)),
                ("problem", models.TextField(default="")),
                ("brought_at", models.DateTimeField()),
                ("brought_by", models.TextField()),
                (
                    "scope",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="exchange.manualfile",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["arrived", "read", "unreadable"])),
                        name="manual_answer_state",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ManualRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.IntegerField(help_text="row of the sheet, from 2")),
                ("digest", models.BinaryField(help_text="SM3 of the row as written")),
                (
                    "scope",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), help_text="that of the outbox row", size=None
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="exchange.manualfile",
                    ),
                ),
                (
                    "outbox",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.outbox"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("file", "outbox"), name="manual_row_once")],
            },
        ),
        SecureRows("exchange_manualfile"),
        SecureRows("exchange_manualrow", web=("SELECT",), worker=("SELECT", "INSERT")),
        SecureRows("exchange_manualanswer", web=("SELECT", "INSERT")),
    ]
