"""The analytical file: without identity, swapped whole, built by one at a time and only when due."""

import subprocess
import sys
import threading
from datetime import date, timedelta

import duckdb
import pytest

from qinkang.kernel import clock
from qinkang.kernel.period import Period
from qinkang.measures import opening
from qinkang.measures.building import build_if_due, builder
from qinkang.measures.figures import figures
from qinkang.measures.measure import MEASURES
from qinkang.standards import datasets
from qinkang.standards.privacy import Privacy

YEAR = Period.parse("2025")
EXAMINED = MEASURES["elderly.examined_60"]
PLANTED = {"name": "司马植入", "id_no": "610323194912310033", "phone": "13800001234"}


def examine(province, count):
    people = province.people(*[{"live_region": "610323", **PLANTED}] * count)
    return province.check_ups(*({"person": one, "day": date(2025, 5, 5)} for one in people))


def current_file():
    return opening.folder() / (opening.folder() / "current").read_text()


def test_nothing_that_identifies_anybody_is_in_the_file(province):
    examine(province, 6)
    province.seal()
    province.build()

    with duckdb.connect(str(current_file()), read_only=True) as file:
        columns = file.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal"
        ).fetchall()
        texts = {
            str(value)
            for table, column, kind in columns
            if kind == "VARCHAR"
            for (value,) in file.execute(f'SELECT DISTINCT "{column}" FROM "{table}"').fetchall()
        }

    identity = {f.name for f in datasets.HealthCheck.columns.values() if f.privacy is Privacy.IDENTITY}
    assert {column for table, column, _ in columns if table != "place"} & {
        *identity,
        "birth_date",
        "sealed",
    } == set()
    assert [text for text in texts if any(planted in text for planted in PLANTED.values())] == []
    assert "甲医生" in texts  # what is looked for would be found
    everything = b"".join(path.read_bytes() for path in opening.folder().iterdir())
    assert not any(planted.encode() in everything for planted in PLANTED.values())


def test_others_cannot_read_the_file(province):
    province.build()

    assert current_file().stat().st_mode & 0o077 == 0
    assert opening.folder().stat().st_mode & 0o077 == 0


def test_a_reader_keeps_what_it_opened_while_files_are_swapped(province):
    examine(province, 6)
    province.build()

    with opening.opened() as (cursor, _):
        examine(province, 5)
        province.build()
        province.build()
        before = cursor.execute("SELECT count(*) FROM check_up").fetchone()

    assert before == (6,)
    assert figures(province.here, EXAMINED, period=YEAR).total.numerator == 11
    assert len(list(opening.folder().glob("*.duckdb"))) == 1


def test_every_reader_sees_one_whole_build_while_files_are_swapped(province):
    examine(province, 6)
    province.build()
    seen, broken, stop = set(), [], threading.Event()

    def read():
        while not stop.is_set():
            try:
                found = figures(province.here, EXAMINED, period=YEAR)
                seen.add((found.total.numerator, found.data_time))
            except Exception as error:
                broken.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for one in readers:
        one.start()
    made = {(6, clock.now())}
    for step in range(1, 4):
        with clock.frozen(clock.now() + timedelta(minutes=step)):
            examine(province, 5)
            made.add((6 + 5 * step, province.build().data_time))
    stop.set()
    for one in readers:
        one.join()

    assert broken == []
    assert seen <= made
    assert len(seen) > 1


def test_a_build_that_breaks_leaves_the_old_file(province, monkeypatch):
    examine(province, 6)
    province.build()
    examine(province, 5)

    with monkeypatch.context() as patch:
        patch.setattr(builder, "_say", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            province.build()

    assert figures(province.here, EXAMINED, period=YEAR).total.numerator == 6
    province.build()
    assert figures(province.here, EXAMINED, period=YEAR).total.numerator == 11


def test_a_build_is_due_after_ten_minutes_and_when_definitions_change(province, monkeypatch):
    first = build_if_due(province.here)
    assert first is not None
    assert build_if_due(province.here) is None
    with clock.frozen(first.data_time + timedelta(minutes=9, seconds=59)):
        assert build_if_due(province.here) is None
    with clock.frozen(first.data_time + timedelta(minutes=10)):
        assert build_if_due(province.here) is not None
        assert build_if_due(province.here) is None
        monkeypatch.setattr(builder, "definitions", lambda: "another")
        assert build_if_due(province.here) is not None


def test_two_builds_do_not_run_at_once(province):
    holds = (
        "import fcntl, sys\n"
        "lock = open(sys.argv[1], 'w'); fcntl.flock(lock, fcntl.LOCK_EX); print('held', flush=True); sys.stdin.read()"
    )
    path = opening.folder() / builder.LOCK
    with subprocess.Popen(
        [sys.executable, "-c", holds, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "held\n"
        assert build_if_due(province.here) is None
        other.stdin.close()

    assert build_if_due(province.here) is not None


def test_the_role_that_builds_cannot_read_identity(province, database_url):
    import psycopg

    with psycopg.connect(database_url("qk_figures")) as reader:
        for column in ("sealed", "fingerprint", "id_index", "phone_index", "name_birth_index"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                reader.execute(f"SELECT {column} FROM records_sighting")
            reader.rollback()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            reader.execute("SELECT said FROM records_outbox")
