"""`./qk migrate` makes a database from nothing, and may be called again."""

import os
import subprocess
import sys

import psycopg
import pytest


@pytest.fixture
def empty_database(postgres):
    """Give the owner's address of a database with nothing in it."""
    with psycopg.connect(postgres.url("qk_owner"), autocommit=True) as owner:
        owner.execute("CREATE DATABASE migrated")
        yield postgres.url("qk_owner").removesuffix("/qinkang") + "/migrated"
        owner.execute("DROP DATABASE migrated WITH (FORCE)")


def test_it_makes_the_tables_and_can_be_called_again(empty_database, tmp_path):
    environment = {
        **os.environ,
        "QK_OWNER_URL": empty_database,
        "QK_VAR": str(tmp_path),
        "QK_SECRET_KEY": "of the test",
        "QK_KEK": "0f" * 16,
    }
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-m", "qinkang", "migrate"],
            env={**environment, "PYTHONPATH": "src"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert "数据库结构已是最新" in done.stdout

    with psycopg.connect(empty_database) as owner:
        assert owner.execute("SELECT count(*) FROM records_keyfingerprint").fetchone() == (3,)
        assert owner.execute(
            "SELECT relrowsecurity FROM pg_class WHERE relname = 'records_person'"
        ).fetchone() == (True,)
    assert not (tmp_path / "keys" / "kek").exists()


def test_another_ring_is_refused_with_a_sentence(empty_database, tmp_path):
    def migrate(var):
        return subprocess.run(
            [sys.executable, "-m", "qinkang", "migrate"],
            env={
                **os.environ,
                "PYTHONPATH": "src",
                "QK_OWNER_URL": empty_database,
                "QK_VAR": str(tmp_path / var),
                "QK_SECRET_KEY": "of the test",
                "QK_KEK": "0f" * 16,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    assert migrate("first").returncode == 0
    refused = migrate("second")

    assert refused.returncode == 2
    assert "找不到密钥文件" in refused.stderr
    assert "Traceback" not in refused.stderr
