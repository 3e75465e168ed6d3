from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="channel",
            name="answered_at",
            field=models.DateTimeField(help_text="when it last answered for a row", null=True),
        ),
    ]
