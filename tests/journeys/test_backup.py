"""A backup is worth what its restoring shows: another folder, the same people, names that can be read."""

import json
import os
import subprocess
import sys

import pytest

from qinkang import home
from qinkang.supervisor.cluster import free_port

WORDS = "correct horse battery"


@pytest.fixture(scope="module")
def shell(place):
    """Give a function that runs `./qk` in an installation of its own."""

    def run(*words, var="here", passphrase=WORDS):
        environment = {
            **os.environ,
            "QK_VAR": str(place / "backup" / var),
            "QK_BACKUP_PASSPHRASE": passphrase,
            "PYTHONPATH": str(home.checkout() / "src"),
        }
        for name in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "QK_OWNER_URL"):
            environment.pop(name, None)
        command = [sys.executable, "-m", "qinkang", *map(str, words)]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=300, check=False
        )

    return run


@pytest.fixture(scope="module")
def backup(shell, place):
    """Give a small province, and a backup of it."""
    told = place / "backup-demo.json"
    done = shell(
        "demo",
        "--scale",
        "0.02",
        "--no-serve",
        "--port",
        free_port(None),
        "--json",
        told,
        var="demonstration",
    )
    assert done.returncode == 0, done.stderr[-3000:]
    into = place / "backups"
    done = shell("backup", into, var="demonstration/demo")
    assert done.returncode == 0, done.stderr[-3000:]
    return into, json.loads(told.read_text(encoding="utf-8"))


@pytest.mark.clause("C6", "N11")
def test_a_backup_restores_elsewhere_and_its_names_can_be_read(shell, backup):
    into, told = backup

    done = shell("restore", into, var="elsewhere")

    assert done.returncode == 0, done.stderr[-3000:]
    assert f"人员 {told['persons']:,} 人" in done.stdout
    assert "封存身份试读 1 条，接收文件试读 1 个" in done.stdout


def test_nothing_is_restored_over_an_installation(shell, backup):
    done = shell("restore", backup[0], var="demonstration/demo")

    assert (done.returncode, "不会覆盖" in done.stderr) == (2, True)


def test_another_passphrase_opens_nothing(shell, backup, place):
    done = shell("restore", backup[0], var="wrong", passphrase="another passphrase")

    assert (done.returncode, "备份口令不正确" in done.stderr) == (2, True)
    assert not (place / "backup" / "wrong" / "keys").exists()


def test_a_backup_that_was_changed_is_refused(shell, backup):
    (made,) = backup[0].glob("2*")
    whole = made / "database" / "database.tar.gz.sealed"
    before = whole.read_bytes()
    whole.write_bytes(before[:-1] + bytes([before[-1] ^ 1]))

    done = shell("restore", backup[0], var="changed")
    whole.write_bytes(before)

    assert (done.returncode, "缺失或已损坏" in done.stderr) == (2, True)


def test_a_backup_holds_no_secret_in_the_clear(backup, place):
    secrets = json.loads((place / "backup/demonstration/demo/secrets/database.json").read_text())
    (made,) = backup[0].glob("2*")

    for path in made.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(secret.encode() in content for secret in secrets.values()), path.name


def test_a_landed_file_is_kept_once_by_all_backups(shell, backup):
    done = shell("backup", backup[0], var="demonstration/demo")

    assert done.returncode == 0
    first, second = sorted(backup[0].glob("2*"))
    for path in (second / "landing").iterdir():
        assert path.samefile(first / "landing" / path.name)


@pytest.mark.parametrize("words, says", [("short", "至少 12 位"), ("", "没有备份口令")])
def test_a_backup_without_a_good_passphrase_is_not_made(shell, backup, words, says):
    done = shell("backup", backup[0], var="demonstration/demo", passphrase=words)

    assert (done.returncode, says in done.stderr) == (2, True)
