"""`./qk` itself, with an invented Python that notes what it is asked to do."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

# npm makes node_modules in the folder it is called in.
NPM = r"""#!/bin/sh
[ "$1" != --version ] || exit 0
echo "npm $*" >>"$NOTES"
[ -z "${NPM_FAILS:-}" ] || { echo "no such package"; exit 1; }
mkdir -p node_modules
"""

# `venv DIR` makes DIR/bin/python, this same script; `pip install` and `qinkang` leave a line in notes.
PYTHON = r"""#!/bin/sh
case "$*" in
*"-m venv"*) for dir; do :; done; mkdir -p "$dir/bin"; cp "$0" "$dir/bin/python"; echo venv >>"$NOTES" ;;
*"-m pip install"*)
    echo "pip $*" >>"$NOTES"
    sleep "${PIP_TAKES:-0}"
    [ -z "${PIP_FAILS:-}" ] || { echo "no such registry"; exit 1; } ;;
*"-m qinkang"*) echo "qinkang [$(pwd)] [$PYTHONPATH] $*" >>"$NOTES"; exit "${ENDS_WITH:-0}" ;;
esac
"""


@pytest.fixture
def door(root, tmp_path):
    """Copy the door into a folder with spaces in its name, with the invented Python on the PATH."""
    checkout = tmp_path / "a folder 秦康"
    (checkout / "lock").mkdir(parents=True)
    shutil.copy(root / "qk", checkout / "qk")
    for name in ("runtime", "test"):
        (checkout / "lock" / f"{name}.txt").write_text(f"{name} 1\n")
    (checkout / "package-lock.json").write_text("{}\n")
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    (bin_folder / "python3.13").write_text(PYTHON)
    (bin_folder / "npm").write_text(NPM)
    for name in ("python3.13", "npm"):
        (bin_folder / name).chmod(0o755)
    return Door(checkout, bin_folder, tmp_path / "notes")


class Door:
    """A copy of ./qk and what was noted when it was called."""

    def __init__(self, checkout: Path, bin_folder: Path, notes: Path) -> None:
        self.checkout, self.bin_folder, self.notes = checkout, bin_folder, notes

    def start(self, *arguments, path=None, cwd="/", **environment):
        path_value = f"{self.bin_folder}:{os.environ['PATH']}"
        return subprocess.Popen(
            [path or self.checkout / "qk", *arguments],
            cwd=cwd,
            env={**os.environ, "PATH": path_value, "NOTES": str(self.notes), **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def call(self, *arguments, **options):
        process = self.start(*arguments, **options)
        process.said, process.complained = process.communicate(timeout=30)
        return process

    def count(self, word):
        text = self.notes.read_text() if self.notes.exists() else ""
        return sum(line.split()[0] == word for line in text.splitlines())


def test_the_first_call_installs_with_hashes_and_the_second_finds_all_done(door):
    first = door.call("demo", "--scale", "2", ENDS_WITH="7")
    second = door.call("demo", PIP_FAILS="yes")

    assert (first.returncode, second.returncode) == (7, 0)
    assert (door.count("venv"), door.count("pip"), door.count("qinkang")) == (1, 1, 2)
    assert "--require-hashes" in door.notes.read_text()
    assert f"-r {door.checkout}/lock/runtime.txt" in door.notes.read_text()
    assert f"[/] [{door.checkout}/src] -m qinkang demo --scale 2" in door.notes.read_text()
    assert "正在安装依赖" in first.complained
    assert second.complained == ""


def test_testing_installs_the_test_lock_and_running_then_needs_nothing_more(door):
    door.call("test")
    door.call("demo")

    assert door.count("pip") == 1
    assert "lock/test.txt" in door.notes.read_text()


def test_a_changed_lock_is_installed(door):
    door.call("demo")
    (door.checkout / "lock" / "runtime.txt").write_text("runtime 2\n")
    door.call("demo")

    assert (door.count("venv"), door.count("pip")) == (1, 2)


def test_what_pages_need_is_fetched_once_and_only_for_pages(door):
    door.call("check")
    assert door.count("npm") == 0

    door.call("serve")
    door.call("serve", NPM_FAILS="yes")

    assert door.count("npm") == 1
    assert "npm ci --ignore-scripts" in door.notes.read_text()


def test_a_changed_package_lock_is_fetched_again(door):
    door.call("serve")
    (door.checkout / "package-lock.json").write_text('{"other": 1}\n')
    door.call("serve")

    assert (door.count("npm"), door.count("pip")) == (2, 1)


def test_pages_that_cannot_be_fetched_are_shown_and_tried_again(door):
    failed = door.call("serve", NPM_FAILS="yes")
    door.call("serve")

    assert failed.returncode == 1
    assert "no such package" in failed.complained
    assert (door.count("npm"), door.count("qinkang")) == (2, 1)


def test_a_failed_installation_is_shown_and_tried_again(door):
    failed = door.call("demo", PIP_FAILS="yes")
    door.call("demo")

    assert failed.returncode == 1
    assert "no such registry" in failed.complained
    assert door.count("qinkang") == 1
    assert door.count("pip") == 2


def test_a_killed_installation_is_made_anew_by_the_next_call(door):
    killed = door.start("demo", PIP_TAKES="2")
    while door.count("pip") == 0:
        time.sleep(0.02)
    killed.kill()
    killed.wait()

    again = door.call("demo")

    assert again.returncode == 0
    assert (door.count("venv"), door.count("pip"), door.count("qinkang")) == (2, 2, 1)


def test_two_calls_at_once_install_once(door):
    calls = [door.start("demo", PIP_TAKES="0.5") for _ in range(3)]

    assert [call.wait(30) for call in calls] == [0, 0, 0]
    assert (door.count("venv"), door.count("pip"), door.count("qinkang")) == (1, 1, 3)
    for call in calls:
        call.communicate()


def test_it_may_be_called_through_links_and_from_anywhere(door, tmp_path):
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "absolute").symlink_to(door.checkout / "qk")
    (tmp_path / "links" / "relative").symlink_to("absolute")

    for path, cwd in [
        (tmp_path / "links" / "relative", "/"),
        ("links/absolute", tmp_path),
        ("./qk", door.checkout),
    ]:
        assert door.call("demo", path=path, cwd=cwd).returncode == 0
    assert door.count("pip") == 1


def test_without_a_python_it_says_so_in_both_languages(door):
    (door.bin_folder / "python3.13").unlink()
    for name in ("dirname", "readlink", "cmp", "mkdir", "rm", "rmdir", "cat", "sleep", "date", "tail", "cp"):
        (door.bin_folder / name).symlink_to(shutil.which(name))
    (door.bin_folder / "python3.11").write_text("#!/bin/sh\nexit 1\n")  # a name that cannot run
    (door.bin_folder / "python3.11").chmod(0o755)

    called = subprocess.run(
        [shutil.which("sh"), door.checkout / "qk"],
        env={"PATH": str(door.bin_folder)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert called.returncode == 1
    assert "没有找到 Python 3.11" in called.stderr
    assert "was not found" in called.stderr


def test_the_scripts_may_be_run(root):
    for name in ("qk", ".ci/run"):
        assert os.access(root / name, os.X_OK), name
    assert (root / "qk").read_text(encoding="utf-8").startswith("#!/bin/sh\n")
