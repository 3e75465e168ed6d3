"""Row security, grants and append-only tables as migration operations that every app uses.

The second lock: whatever a query forgets, PostgreSQL shows a row only to those whose scope meets the
row's own `scope int[]`. FORCE makes it hold for the owner too. Roles other than the owner may touch
a table only where an operation here grants it.
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation, OperationCategory

ROLES = ("qk_web", "qk_worker", "qk_figures")
WRITES = ("SELECT", "INSERT", "UPDATE")
MEETS = "scope && (SELECT qk_scope())"  # in a sub-select it is worked out once per statement

FUNCTIONS = """
CREATE OR REPLACE FUNCTION qk_scope() RETURNS int[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT NULLIF(current_setting('qk.scope', true), '')::int[] $$;
CREATE OR REPLACE FUNCTION qk_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT COALESCE(NULLIF(current_setting('qk.now', true), '')::timestamptz, now()) $$;
CREATE OR REPLACE FUNCTION qk_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $$;
"""

DRAW_NUMBERS = """
DO $$ BEGIN
  EXECUTE COALESCE((SELECT 'GRANT USAGE ON SEQUENCE '
    || pg_get_serial_sequence(attrelid::regclass::text, attname) || ' TO {role}'
    FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attidentity <> ''), 'SELECT 1');
END $$;
"""


class Statements(Operation):
    """An operation that only sends SQL; what it makes disappears with its table."""

    reversible = True
    category = OperationCategory.SQL

    def sql(self) -> str:
        """Return the statements."""
        raise NotImplementedError

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change nothing of what Django knows."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Send the statements."""
        schema_editor.execute(self.sql(), params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Leave them: going back drops the tables they belong to."""

    def describe(self) -> str:
        """Say what is done to which table."""
        return f"{type(self).__name__} {' '.join(map(str, self._constructor_args[0]))}"


class ContextFunctions(Statements):
    """Makes the functions `qk_scope()`, `qk_now()` and the trigger function `qk_refuse()`."""

    def sql(self) -> str:
        """Return the functions."""
        return FUNCTIONS


class Grant(Statements):
    """Grants rights on a table: `Grant("accounts_user", web=("SELECT", "UPDATE (name)"))`.

    Use it alone only for a table without row security, which then stands on the tests' written list.
    """

    def __init__(
        self, table: str, web: Sequence[str] = (), worker: Sequence[str] = (), figures: Sequence[str] = ()
    ) -> None:
        self.table, self.web, self.worker, self.figures = table, tuple(web), tuple(worker), tuple(figures)

    def sql(self) -> str:
        """Return the grants; whoever may insert may also draw numbers."""
        return grants(self.table, web=self.web, worker=self.worker, figures=self.figures)


class SecureRows(Statements):
    """Puts a table that has a column `scope int[]` under row security, with an index on it.

    Args:
        table: the table.
        web, worker: what the roles may do to rows in their scope.
        figures: the columns that the figures' role may read; none of them identifies a person.
            A column that a later migration adds is granted there, with `FiguresRead`.
    """

    def __init__(
        self,
        table: str,
        web: Sequence[str] = WRITES,
        worker: Sequence[str] = WRITES,
        figures: Sequence[str] = (),
    ) -> None:
        self.table, self.web, self.worker, self.figures = table, tuple(web), tuple(worker), tuple(figures)

    def sql(self) -> str:
        """Return policies, index and grants."""
        readable = (f"SELECT ({', '.join(self.figures)})",) if self.figures else ()
        return secured(self.table) + grants(self.table, web=self.web, worker=self.worker, figures=readable)


class ReachedByKey(Statements):
    """Takes the index on `scope` from a table whose rows are only reached through the key of another row.

    Its policies stay. Keeping such an index costs every new row, and the planner takes it for selective.
    """

    def __init__(self, table: str) -> None:
        self.table = table

    def sql(self) -> str:
        """Return the statement."""
        return f"DROP INDEX IF EXISTS {self.table}_scope;\n"


class FiguresRead(Statements):
    """Lets the figures' role read every present column of a table but these."""

    def __init__(self, table: str, but: Sequence[str]) -> None:
        self.table, self.but = table, tuple(but)

    def sql(self) -> str:
        """Return the grant, column by column; a name that is no column is an error."""
        left_out = ", ".join(f"('{name}')" for name in self.but)
        return f"""
DO $$ BEGIN
  IF EXISTS (SELECT FROM (VALUES {left_out}) v(name) WHERE NOT EXISTS (SELECT FROM pg_attribute
    WHERE attrelid = '{self.table}'::regclass AND attname = v.name)) THEN
    RAISE EXCEPTION 'a column to leave out of {self.table} is not there';
  END IF;
  EXECUTE (SELECT format('GRANT SELECT (%s) ON {self.table} TO qk_figures', string_agg(quote_ident(attname), ', '))
    FROM pg_attribute WHERE attrelid = '{self.table}'::regclass AND attnum > 0 AND NOT attisdropped
    AND attname NOT IN (SELECT name FROM (VALUES {left_out}) v(name)));
END $$;
"""  # noqa: S608  the names are ours


class AppendOnly(Statements):
    """Makes a table refuse UPDATE, DELETE and TRUNCATE from everybody, its owner included."""

    def __init__(self, table: str) -> None:
        self.table = table

    def sql(self) -> str:
        """Return the trigger; it fires per statement, so an empty table refuses too."""
        return (
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {self.table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION qk_refuse();\n"
        )


def secured(table: str) -> str:
    """Return what puts a table under row security."""
    policies = "".join(
        f"CREATE POLICY scope_{verb} ON {table} FOR {verb.upper()} {condition};\n"
        for verb, condition in {
            "select": f"USING ({MEETS})",
            "insert": f"WITH CHECK ({MEETS})",
            "update": f"USING ({MEETS}) WITH CHECK ({MEETS})",
            "delete": f"USING ({MEETS})",
        }.items()
    )
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\nALTER TABLE {table} FORCE ROW LEVEL SECURITY;\n"
        f"CREATE INDEX {table}_scope ON {table} USING gin (scope);\n{policies}"
    )


def grants(table: str, *, web: Sequence[str], worker: Sequence[str], figures: Sequence[str]) -> str:
    """Return grants on a table, and on the sequence of its key for whoever inserts."""
    said = f"REVOKE ALL ON {table} FROM PUBLIC, {', '.join(ROLES)};\n"
    for role, rights in zip(ROLES, (web, worker, figures), strict=True):
        if rights:
            said += f"GRANT {', '.join(rights)} ON {table} TO {role};\n"
        if "INSERT" in rights:
            said += DRAW_NUMBERS.replace("{table}", table).replace("{role}", role)
    return said
