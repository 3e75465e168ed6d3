from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0008_basic_information_and_life_events")]

    operations = [
        migrations.AddField(
            model_name="outbox",
            name="together",
            field=models.IntegerField(
                help_text="most rows in a call with this one in it; less after calls that broke as a whole",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="outbox",
            name="choked",
            field=models.IntegerField(
                db_default=0, default=0, help_text="calls with it in a row that broke as a whole"
            ),
        ),
    ]
