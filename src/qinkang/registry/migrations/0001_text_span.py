"""A range of texts, so that exclusion constraints can say "the same key" without btree_gist."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            'CREATE TYPE text_span AS RANGE (subtype = text, collation = "C")', "DROP TYPE text_span"
        )
    ]
