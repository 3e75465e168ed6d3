"""History: what a row said before it was changed, kept by the database itself."""

from collections.abc import Sequence

from qinkang.accounts.row_security import Statements, secured


class KeepHistory(Statements):
    """Keeps the superseded rows of a table in `<table>_history`, under the same row security.

    One trigger per statement copies the old rows whose values have changed, with `superseded_at`.
    After a migration that adds a column, add this operation again: it brings the history table and the
    trigger to the table's columns. Columns are never taken from a history.

    Args:
        table: the table; it has `id` or another primary key of one column.
        key: the primary key.
        ignoring: columns whose change alone supersedes nothing.
    """

    def __init__(self, table: str, key: str = "id", ignoring: Sequence[str] = ()) -> None:
        self.table, self.key, self.ignoring = table, key, tuple(ignoring)

    def sql(self) -> str:
        """Return statements that may run again and again."""
        ignored = "ARRAY[" + ",".join(f"'{name}'" for name in self.ignoring) + "]::text[]"
        return (
            MAKE_HISTORY.replace("{table}", self.table)
            .replace("{key}", self.key)
            .replace("{ignored}", ignored)
            .replace("{secured}", secured(f"{self.table}_history"))
        )


# The trigger function belongs to the owner and runs as the owner, so that no other role needs to write
# into a history; row security holds for it all the same, because it is forced. Its plan is kept for the
# session from the first time on, when there may have been one row: so it always joins by hashing.
MAKE_HISTORY = """
DO $make$
DECLARE
  names text; old_names text; old_values text; new_values text; column_name text; column_type text;
BEGIN
  IF to_regclass('{table}_history') IS NULL THEN
    CREATE TABLE {table}_history (LIKE {table});
    ALTER TABLE {table}_history ADD COLUMN superseded_at timestamptz NOT NULL;
    CREATE INDEX {table}_history_key ON {table}_history ({key});
    {secured}
    REVOKE ALL ON {table}_history FROM PUBLIC;
    GRANT SELECT ON {table}_history TO qk_web, qk_worker;
  END IF;
  FOR column_name, column_type IN
    SELECT a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a
    WHERE a.attrelid = '{table}'::regclass AND a.attnum > 0 AND NOT a.attisdropped AND NOT EXISTS (
      SELECT FROM pg_attribute h WHERE h.attrelid = '{table}_history'::regclass AND h.attname = a.attname)
  LOOP
    EXECUTE format('ALTER TABLE {table}_history ADD COLUMN %I %s', column_name, column_type);
  END LOOP;
  SELECT string_agg(format('%I', attname), ', ' ORDER BY attnum),
         string_agg(format('o.%I', attname), ', ' ORDER BY attnum),
         string_agg(format('o.%I', attname), ', ' ORDER BY attnum) FILTER (WHERE attname <> ALL ({ignored})),
         string_agg(format('n.%I', attname), ', ' ORDER BY attnum) FILTER (WHERE attname <> ALL ({ignored}))
  INTO names, old_names, old_values, new_values
  FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped;
  EXECUTE format($f$
    CREATE OR REPLACE FUNCTION {table}_keep_changed() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp SET enable_hashjoin = on SET enable_seqscan = on
    SET enable_nestloop = off AS $body$ BEGIN
      INSERT INTO {table}_history (%1$s, superseded_at)
      SELECT %2$s, qk_now() FROM before_change o LEFT JOIN after_change n USING ({key})
      WHERE n.{key} IS NULL OR ROW(%3$s) IS DISTINCT FROM ROW(%4$s);
      RETURN NULL;
    END $body$;
    CREATE OR REPLACE FUNCTION {table}_keep_deleted() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $body$ BEGIN
      INSERT INTO {table}_history (%1$s, superseded_at) SELECT %2$s, qk_now() FROM before_change o;
      RETURN NULL;
    END $body$;
  $f$, names, old_names, old_values, new_values);
  CREATE OR REPLACE TRIGGER keep_changed AFTER UPDATE ON {table}
    REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_keep_changed();
  CREATE OR REPLACE TRIGGER keep_deleted AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS before_change
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_keep_deleted();
END $make$;
"""
