"""What the worker must know of people: where a right is held, and whether an account still may."""

from django.db import migrations

READS = """
GRANT SELECT (id, user_id, line, unit, duty, ended_at) ON accounts_right TO qk_worker;
GRANT SELECT (id, user_id, unit, ended_at) ON accounts_keeper TO qk_worker;
GRANT SELECT (id, kind, unit, is_active) ON accounts_user TO qk_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_promises")]
    operations = [migrations.RunSQL(READS, migrations.RunSQL.noop)]
