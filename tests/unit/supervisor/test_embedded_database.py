"""The embedded PostgreSQL, with real processes."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg
import pytest

from qinkang import home
from qinkang.mistake import Mistake
from qinkang.supervisor import current, running
from qinkang.supervisor.cluster import ROLES

ANOTHER_PROCESS = """
import pathlib, sys, time, psycopg
from qinkang.supervisor import current, running
var, settings, stays = pathlib.Path(sys.argv[1]), dict(p.split("=") for p in sys.argv[3:]), float(sys.argv[2])
with running(var, settings, var.with_name(f"{var.name}-cluster")) as database, psycopg.connect(database.url("qk_web")) as web:
    print(web.execute("SELECT current_user").fetchone()[0], flush=True)
    web.close()
    time.sleep(stays)
"""


def another_process(var, stays):
    """Start a process of ours that wants the database of `var`, and wait until it has it."""
    process = subprocess.Popen(
        [sys.executable, "-c", ANOTHER_PROCESS, var, str(stays), "fsync=off"],
        env={
            **os.environ,
            "PYTHONPATH": str(home.checkout() / "src"),
            "DATABASE_URL": "",
            "QK_OWNER_URL": "",
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "qk_web\n"
    return process


def data(var):
    """Return the data directory, which lies outside `var` because root's database runs as another user."""
    return var.with_name(f"{var.name}-cluster") / "data"


def server(var):
    """Return the server's main process."""
    return psutil.Process(int((data(var) / "postmaster.pid").read_text().splitlines()[0]))


@pytest.mark.parametrize("role", ROLES)
def test_each_role_signs_in_with_its_own_password(database_url, role):
    with psycopg.connect(database_url(role)) as connection:
        assert connection.execute("SELECT current_user").fetchone() == (role,)


@pytest.mark.parametrize("password", ["", "wrong", "another's"])
def test_any_other_password_is_refused(database_url, password):
    theirs = psycopg.conninfo.conninfo_to_dict(database_url("qk_owner"))["password"]
    given = theirs if password == "another's" else password

    with pytest.raises(
        psycopg.OperationalError, match=r"password authentication failed|no password supplied"
    ):
        psycopg.connect(database_url("qk_web"), password=given)


def test_no_role_can_step_around_the_policies(database_url):
    with psycopg.connect(database_url("qk_admin")) as admin:
        powers = admin.execute(
            "SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication FROM pg_roles"
            " WHERE rolname LIKE 'qk!_%' ESCAPE '!' ORDER BY 1"
        ).fetchall()
        owner = admin.execute(
            "SELECT pg_get_userbyid(datdba), datcollate, pg_encoding_to_char(encoding) FROM pg_database"
            " WHERE datname = 'qinkang'"
        ).fetchone()

    assert powers == [("qk_admin", True), *((role, False) for role in sorted(ROLES))]
    assert owner == ("qk_owner", "C.UTF-8", "UTF8")


def test_no_role_may_enter_another_database(database_url):
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(database_url("qk_web"), dbname="postgres")


def test_secrets_are_for_our_eyes_only(postgres, place):
    secrets = place / "var" / "secrets"

    assert stat.S_IMODE(secrets.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in secrets.iterdir()} == {0o600}


def test_values_do_not_reach_the_log(database_url, place):
    with psycopg.connect(database_url("qk_owner"), autocommit=True) as owner:
        owner.execute("CREATE TABLE planted (name text UNIQUE)")
        for statement in (
            "INSERT INTO planted VALUES ('planted-one')",
            "INSERT INTO planted VALUES ('planted-one')",  # fails: not unique
            "SELECT 'planted-two'::int",  # fails: not a number
        ):
            try:
                owner.execute(statement)
            except psycopg.Error as error:
                assert "planted" in str(error)  # the sender gets it; the log must not
        with pytest.raises(psycopg.Error):
            owner.execute("SELECT %s::int", ["planted-three"])
        owner.execute("DROP TABLE planted")

    log = (place / "var/log/postgres.log").read_text()
    assert "ready to accept connections" in log
    assert "planted" not in log


@pytest.mark.parametrize("whole_family", [False, True], ids=["the main process", "every process"])
def test_a_killed_server_comes_back_with_all_that_was_committed(start, var, eventually, whole_family):
    with start() as database:
        with psycopg.connect(database.url("qk_owner")) as owner:
            owner.execute("CREATE TABLE kept AS SELECT 42 AS n")
        before = server(var)
        for process in [before, *(before.children() if whole_family else [])]:
            process.kill()

        def answers_again():
            try:
                with psycopg.connect(database.url("qk_owner")) as owner:
                    return owner.execute("SELECT n FROM kept").fetchone() == (42,)
            except psycopg.OperationalError:
                return False

        eventually(lambda: not before.is_running() and answers_again())
        assert server(var).pid != before.pid
        again = server(var)
    assert not again.is_running()


def test_nothing_is_left_when_the_supervisor_is_killed(start, var, eventually):
    supervisor = another_process(var, stays=60)
    family = [server(var), *server(var).children()]
    assert len(family) > 3

    supervisor.kill()
    supervisor.wait()

    with start() as database, psycopg.connect(database.url("qk_web")) as web:  # while the old one ends
        assert web.execute("SELECT 1").fetchone() == (1,)
    if sys.platform == "linux":
        eventually(lambda: not any(process.is_running() for process in family))


def test_a_second_process_joins_and_leaves_the_server_running(start, var):
    with start() as database:
        first = server(var).pid
        visitor = another_process(var, stays=0)
        assert visitor.wait(10) == 0
        with psycopg.connect(database.url("qk_web")) as web:
            assert web.execute("SELECT 1").fetchone() == (1,)
        assert server(var).pid == first


def test_what_runs_now_can_be_asked_for_and_is_not_started_by_asking(start, var):
    with start() as database:
        assert current(var).url("qk_web") == database.url("qk_web")
        assert current(var).embedded

    with pytest.raises(Mistake, match="没有在运行"):
        current(var)


def test_the_port_is_remembered_and_left_when_taken(start, var):
    with start():
        first = json.loads((var / "postgres.json").read_text())["port"]
    with start():
        assert json.loads((var / "postgres.json").read_text())["port"] == first
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # our own old connections linger
        other.bind(("127.0.0.1", first))
        other.listen()
        with start() as database, psycopg.connect(database.url("qk_web")):
            assert json.loads((var / "postgres.json").read_text())["port"] != first


def test_a_process_number_used_anew_does_not_keep_the_server_from_starting(start, var):
    with start():
        running_file = data(var) / "postmaster.pid"
        text = running_file.read_text()
    bystander = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    running_file.write_text(text.replace(text.splitlines()[0], str(bystander.pid), 1))

    with start() as database, psycopg.connect(database.url("qk_web")):
        assert bystander.poll() is None
    bystander.communicate()


def test_a_real_server_is_used_as_it_is(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://web@db/qinkang")
    monkeypatch.setenv("QK_OWNER_URL", "postgresql://owner@db/qinkang")
    monkeypatch.delenv("QK_FIGURES_URL", raising=False)

    with running(tmp_path / "var") as database:
        assert not database.embedded
        assert database.url("qk_web") == database.url("qk_worker") == "postgresql://web@db/qinkang"
        assert database.url("qk_owner") == "postgresql://owner@db/qinkang"
        with pytest.raises(Mistake, match="QK_FIGURES_URL"):
            database.url("qk_figures")
        assert current(tmp_path / "var").url("qk_web") == database.url("qk_web")
    assert not (tmp_path / "var").exists()


def test_data_of_another_version_are_left_alone(start, var):
    data(var).mkdir(parents=True)
    (data(var) / "PG_VERSION").write_text("16\n")
    (var / "secrets").mkdir(parents=True)
    (var / "secrets" / "database.json").write_text("{}")

    with pytest.raises(Mistake, match="PostgreSQL 16"), start():
        pass


def test_a_database_whose_passwords_are_gone_is_named_and_left_alone(start, var):
    with start():
        pass
    (var / "secrets" / "database.json").unlink()

    with pytest.raises(Mistake, match="口令文件"), start():
        pass
    assert (var.with_name(f"{var.name}-cluster") / "data" / "PG_VERSION").exists()


def test_a_terminated_process_stops_its_server(var, eventually):
    process = another_process(var, stays=60)
    postgres = server(var)

    process.send_signal(signal.SIGTERM)
    process.wait(10)

    eventually(lambda: not postgres.is_running())
