"""Everything the owner does to a database before others may use it."""

from django.core.management import call_command
from django.db import connection, transaction

from qinkang.records.key_check import enrol_keys
from qinkang.records.writing.staging import lay_out_staging

# Jobs carry numbers of batches and targets, never personal data; so they have no row security. The
# web defers jobs, the worker runs them.
JOBS = """
DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT c.oid::regclass::text AS name, c.relkind FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'S') AND c.relname LIKE 'procrastinate\\_%'
  LOOP
    IF one.relkind = 'S' THEN
      EXECUTE 'GRANT USAGE ON SEQUENCE ' || one.name || ' TO qk_web, qk_worker';
    ELSE
      EXECUTE 'GRANT SELECT, INSERT, UPDATE ON ' || one.name || ' TO qk_web';
      EXECUTE 'GRANT SELECT, INSERT, UPDATE, DELETE ON ' || one.name || ' TO qk_worker';
    END IF;
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO qk_web, qk_worker, qk_figures;
GRANT SELECT ON django_migrations TO qk_web, qk_worker, qk_figures;
"""


def bring_up_to_date(*, verbosity: int = 0) -> None:
    """Run the migrations, register the keys, make the staging tables, grant the job queue.

    Connected as the owner. Raises Mistake where keys and database do not belong together.
    """
    call_command("migrate", interactive=False, verbosity=verbosity)
    with transaction.atomic():
        enrol_keys()
        lay_out_staging()
        with connection.cursor() as cursor:
            cursor.execute(JOBS)
