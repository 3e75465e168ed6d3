"""The second lock: whatever a query forgets, a role sees only its scope."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, models, transaction
from django.db.utils import ProgrammingError
from tests.database.ready import become
from tests.database.records.conftest import BAOJI, XIAN

from qinkang.records.models import HealthCheck
from qinkang.records.tables import part_models
from qinkang.records.writing.linkage import link_by_number
from qinkang.records.writing.staging import recorded_models, staging_tables

WITHOUT = {
    "accounts_auditevent": "no personal data; append-only; told to auditors as a whole",
    "accounts_user": "signing in happens before there is a scope",
    **dict.fromkeys(
        ("accounts_pastpassword", "accounts_signin", "accounts_tries"),
        "read while signing in, before there is a scope",
    ),
    **dict.fromkeys(
        ("accounts_right", "accounts_keeper", "accounts_roletemplate", "accounts_recovery"),
        "what the scope is made from; the actions ask whose unit it is",
    ),
    **dict.fromkeys(
        ("accounts_todo", "accounts_notice", "accounts_announcement"),
        "name nobody; shown by right, not by scope",
    ),
    "django_migrations": "names of migrations",
    "exchange_channel": "state of the line to a receiver, nothing about anybody",
    **dict.fromkeys(
        ("intake_client", "intake_clientsecret", "intake_accesstoken"),
        "read while a program says who it is, before there is a scope; hashes only",
    ),
    "intake_message": "numbers a sender gave its batches; the batch itself is under policy",
    "intake_contract": "agreements with sending systems",
    "intake_progress": "how many rows of long work are done",
    "intake_rulebookused": "decisions of the office, public in the house",
    "intake_sender": "sending systems",
    "maternal_letter": "decisions of the office about letters, shown to everybody",
    "measures_target": "decisions of the office about indicators, shown to everybody",
    "procrastinate_events": "jobs carry numbers of batches and targets only",
    "procrastinate_jobs": "jobs carry numbers of batches and targets only",
    "procrastinate_periodic_defers": "jobs carry numbers of batches and targets only",
    "procrastinate_workers": "heartbeats",
    "records_goldenbasis": "which systems are believed first; about nobody",
    "records_keyfingerprint": "read before anybody acts; says nothing about anybody",
    "records_namecount": "how often a name is borne, by keyed hash; points to nobody",
    **dict.fromkeys(
        staging_tables(),
        "the worker's alone; never holds a committed row",
    ),
}
BY_KEY = {  # their rows are only reached through the key of another row
    "maternal_movement",  # by sheet, holder or day
    *(f"records_{name}" for name in ("blockingkeys", "personlink", "restinglink", "attempt")),
    *(part._meta.db_table for model in recorded_models() for part in part_models(model).values()),
}
OFFICE = "registry_"  # areas, units, institutions and dictionaries: open to all in the house

SECURED = (
    "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND relkind IN ('r', 'p')"
)


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


# A row, with its history, in each table of what is decided about persons.
OF_PERSONS = (
    "INSERT INTO records_person (scope, created_at) SELECT scope, now() FROM records_sighting",
    "INSERT INTO records_linkdecision (kind, person_a, person_b, before, at, actor, because, scope)"
    " SELECT 'join', 1, 2, '{}', now(), 'user:1', '核实', scope FROM records_sighting",
    "INSERT INTO records_pair (person_a_id, person_b_id, sighting_a_id, sighting_b_id, score, levels, explanation,"
    " state, since, scope) SELECT min(p.id), max(p.id), min(s.id), min(s.id), 30, '', '[]', 'open', now(), s.scope"
    " FROM records_person p, records_sighting s GROUP BY s.scope",
    "UPDATE records_pair SET state = 'same'",
    "INSERT INTO records_conflict (person_id, sighting_a_id, sighting_b_id, explanation, state, batch_id, since, scope)"
    " SELECT l.person_id, l.sighting_id, l.sighting_id, '[]', 'open', 1, now(), l.scope FROM records_personlink l",
    "INSERT INTO records_correction (dataset, record_id, record_version, kind, state, fields, sealed, asked_by,"
    " changed_at, decided_by, said, scope) SELECT 'elderly.health_check', 1, 1, 'change', 'draft', '{}', '', 'user:1',"
    " now(), '', '', scope FROM records_personlink LIMIT 1",
    "INSERT INTO records_crossfinding (rule, dataset, record_id, effect, field, other, since, scope)"
    " SELECT 'C-45', 'elderly.health_check', 1, 'hold', 'check_date', 'death/1', now(), scope"
    " FROM records_personlink LIMIT 1",
    "UPDATE records_crossfinding SET other = 'death/2'",
    "INSERT INTO records_judgeagain (person_id, since, scope)"
    " SELECT person_id, now(), scope FROM records_personlink LIMIT 1",
    "INSERT INTO records_restinglink (sighting_id, person_id, how, since, actor, scope, withdrawn, resting_since)"
    " SELECT sighting_id, person_id, how, since, actor, scope, 1, now() FROM records_personlink LIMIT 1",
)


# What stands in a column that may not be empty, and the first column's change that history keeps.
ANYTHING = {
    "integer": "1",
    "smallint": "1",
    "bigint": "1",
    "bytea": "''",
    "date": "'2025-12-31'",
    "text": "'accepted'",
}
ANYTHING |= {"double precision": "1", "timestamp with time zone": "now()", "integer[]": "s.scope"}


def any_row(model: type[models.Model]) -> Iterator[str]:
    """Give statements that put a row, with its history, into the table of a data set and those of its parts."""
    table, fields = model._meta.db_table, model._meta.local_fields
    needed = {one.column: one.db_type(connection) for one in fields if not one.null and one.column != "id"}
    values = ["s.id" if name == "sighting_id" else ANYTHING[kind] for name, kind in needed.items()]
    if model is not HealthCheck:  # has its rows already
        yield f"INSERT INTO {table} ({', '.join(needed)}) SELECT {', '.join(values)} FROM records_sighting s LIMIT 1"
        yield f"UPDATE {table} SET actor = 'another'"
    for part in part_models(model).values() if model is not HealthCheck else ():
        of_part = part._meta.db_table
        yield f"INSERT INTO {of_part} (record_id, seq, scope) SELECT id, 1, scope FROM {table}"
        yield f"UPDATE {of_part} SET seq = 2"


# Only pages add files of evidence.
OF_PAGES = (
    "INSERT INTO records_evidence (correction_id, kind, size, sealed, at, actor, scope)"
    " SELECT id, 'pdf', 1, '', now(), 'user:1', scope FROM records_correction LIMIT 1",
)


@pytest.fixture
def filled(store, link, acting, admin) -> list[str]:
    """Give every table of records a row of 西安, histories included; return their names."""
    drugs = {"drugs_1_name": "甲药", "hospital_1_reason": "甲因", "home_bed_1_reason": "甲因"}
    other = {"vaccines_1_name": "甲苗", "abnormal_1_finding": "甲异常"}
    store({"person": 1, "source_no": "a", **drugs, **other})
    store({"person": 1, "source_no": "a", "pulse": 61.0, **drugs, **other})
    link()
    with acting(), connection.cursor() as cursor:
        cursor.execute("UPDATE records_personlink SET how = 'decided'")
        cursor.execute(
            "INSERT INTO records_attempt (outbox_id, at, request_digest, answer, outcome, scope)"
            " SELECT id, now(), '', '', 'delivered', scope FROM records_outbox"
        )
        for statement in (one for model in recorded_models() for one in any_row(model)):
            cursor.execute(statement)
        for statement in OF_PERSONS:
            cursor.execute(statement)
    before = become("qk_web")
    with acting(), connection.cursor() as cursor:
        for statement in OF_PAGES:
            cursor.execute(statement)
    become(before)
    return [name for (name,) in admin.execute(f"{SECURED} AND relname LIKE 'records\\_%'")]


def test_every_table_has_row_security_or_a_written_reason(admin, laid_out):
    without = admin.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind IN ('r', 'p', 'v', 'm') AND NOT (relrowsecurity AND relforcerowsecurity)"
    ).fetchall()

    open_tables = {name for (name,) in without if not name.startswith(OFFICE)}
    assert open_tables - set(WITHOUT) == set()
    assert set(WITHOUT) - open_tables == set(), "no longer open: take it off the list"


def test_a_secured_table_has_a_policy_for_each_verb_and_an_index_on_its_scope(admin, laid_out):
    for (table,) in admin.execute(SECURED).fetchall():
        verbs = {
            verb for (verb,) in admin.execute("SELECT cmd FROM pg_policies WHERE tablename = %s", [table])
        }
        indexes = [
            text for (text,) in admin.execute("SELECT indexdef FROM pg_indexes WHERE tablename = %s", [table])
        ]
        assert verbs == {"SELECT", "INSERT", "UPDATE", "DELETE"}, table
        by_scope = any("USING gin (scope)" in text for text in indexes)
        assert by_scope is (table not in BY_KEY), table


def test_those_of_the_unit_and_above_see_the_rows_and_nobody_else(filled, acting):
    assert len(filled) >= 25
    for table in filled:
        with acting():
            assert count(table) > 0, f"{table} is not filled: the test would prove nothing"
        with acting(XIAN):
            assert count(table) > 0, table
        with acting(BAOJI):
            assert count(table) == 0, table
        with acting(BAOJI, 99):
            assert count(table) == 0, table


@pytest.mark.parametrize("role", ["qk_web", "qk_worker", "qk_owner"])
def test_without_a_context_no_role_sees_anything(filled, role):
    become(role)

    for table in filled:
        assert count(table) == 0, table
        with transaction.atomic():
            assert count(table) == 0, table


def test_a_context_ends_with_its_transaction_on_the_same_connection(filled, acting):
    with acting():
        seen, backend = count("records_healthcheck"), connection.connection.info.backend_pid
    with transaction.atomic():
        after = count("records_healthcheck")

    assert (seen, after) == (1, 0)
    assert connection.connection.info.backend_pid == backend


def test_a_context_ends_with_an_error_too(filled, acting):
    with pytest.raises(ZeroDivisionError), acting():
        raise ZeroDivisionError

    assert count("records_healthcheck") == 0


def test_an_outsider_can_neither_change_nor_give_away_a_row(filled, acting):
    with acting(BAOJI), connection.cursor() as cursor:
        cursor.execute("UPDATE records_healthcheck SET pulse = 1")
        assert cursor.rowcount == 0
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting(XIAN),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE records_healthcheck SET scope = ARRAY[3]")


def test_nobody_can_write_a_row_for_others_only(filled, acting):
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting(BAOJI),
        connection.cursor() as cursor,
    ):
        cursor.execute("INSERT INTO records_person (scope, created_at) VALUES ('{2}', now())")


def test_copy_into_a_secured_table_is_refused(worker, acting):
    into = "COPY records_person (scope, created_at) FROM STDIN"
    with (
        pytest.raises(psycopg.errors.FeatureNotSupported),
        acting(),
        connection.cursor() as cursor,
        cursor.copy(into) as out,
    ):
        out.write("{1}\t2026-01-01\n")


@pytest.mark.parametrize("table", staging_tables())
@pytest.mark.parametrize("role", ["qk_web", "qk_figures"])
def test_staging_is_for_the_worker_alone(worker, role, table):
    become(role)

    with pytest.raises(ProgrammingError, match="permission denied"):
        count(table)


def test_staging_is_empty_after_every_transaction(filled, admin):
    for table in staging_tables():
        assert admin.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


@pytest.mark.parametrize("column", ["sealed", "fingerprint", "id_index", "name_birth_index", "phone_index"])
def test_figures_cannot_read_what_identifies(filled, acting, column):
    become("qk_figures")

    with pytest.raises(ProgrammingError, match="permission denied"), acting(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM records_sighting")


def test_figures_read_facts_within_their_scope_and_write_nothing(filled, acting):
    become("qk_figures")

    with acting(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id, s.sex, h.pulse FROM records_healthcheck h JOIN records_sighting s ON s.id = h.sighting_id"
            " JOIN records_personlink l ON l.sighting_id = s.id JOIN records_person p ON p.id = l.person_id"
        )
        assert [pulse for _, _, pulse in cursor.fetchall()] == [61.0]
    with acting(BAOJI), connection.cursor() as cursor:
        cursor.execute("SELECT count(pulse) FROM records_healthcheck")
        assert cursor.fetchone() == (0,)
    with pytest.raises(ProgrammingError, match="permission denied"), acting(), connection.cursor() as cursor:
        cursor.execute("UPDATE records_healthcheck SET pulse = 1")


def test_only_the_keepers_of_history_run_as_the_owner(admin, laid_out):
    definers = admin.execute(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
    ).fetchall()

    assert definers
    assert [name for (name,) in definers if not name.endswith(("_keep_changed", "_keep_deleted"))] == []


def test_no_role_but_the_owner_can_bypass_empty_or_make_tables(admin, laid_out):
    rights = admin.execute(
        "SELECT grantee, table_name, privilege_type FROM information_schema.role_table_grants"
        " WHERE grantee IN ('qk_web', 'qk_worker', 'qk_figures', 'PUBLIC') AND table_schema = 'public'"
        " AND privilege_type IN ('TRUNCATE', 'TRIGGER', 'REFERENCES')"
    ).fetchall()
    powers = admin.execute(
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'qk\\_%' AND rolname <> 'qk_admin'"
        " AND (rolbypassrls OR rolsuper)"
    ).fetchall()
    makers = admin.execute(
        "SELECT rolname FROM pg_roles WHERE rolname IN ('qk_web', 'qk_worker', 'qk_figures')"
        " AND has_schema_privilege(oid, 'public', 'CREATE')"
    ).fetchall()

    assert (rights, powers, makers) == ([], [], [])


def test_linking_sees_only_its_scope(sight, acting):
    sight({"person": 1})

    with acting(BAOJI):
        assert link_by_number(1).founded == 0
