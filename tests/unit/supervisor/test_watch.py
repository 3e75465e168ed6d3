"""Keeping programs running, with real processes."""

import os
import signal
import sys
import time

import psutil
import pytest

from qinkang.mistake import Mistake
from qinkang.supervisor import Program, Supervisor

SHELL = "/bin/sh"


@pytest.fixture
def program(tmp_path):
    """Make a program from a shell script; it is ready once it has written its process number.

    What must hold by then is done `before`.
    """

    def make(name, script, before="", **options):
        number = tmp_path / f"{name}.pid"
        return Program(
            name=name,
            argv=(
                SHELL,
                "-c",
                f"{before}\necho $$ > {number}.new && mv {number}.new {number}\n{script}",
                name,
            ),
            log=tmp_path / f"{name}.log",
            ready=number.exists,
            **options,
        )

    return make


def number(tmp_path, name):
    """Return the process number a program wrote last."""
    return int((tmp_path / f"{name}.pid").read_text())


def test_children_stop_in_reverse_order(program, tmp_path):
    order = tmp_path / "order"
    trap = f"trap 'echo $0 >> {order}; exit' TERM"

    with Supervisor() as supervisor:
        for name in ("first", "second", "third"):
            supervisor.start(program(name, "while :; do sleep 0.02; done", before=trap))

    assert order.read_text().split() == ["third", "second", "first"]


def test_a_killed_child_is_started_again_and_none_is_left_a_zombie(program, tmp_path, eventually):
    with Supervisor() as supervisor:
        supervisor.start(program("child", "exec sleep 60"))
        first = number(tmp_path, "child")

        os.kill(first, signal.SIGKILL)

        eventually(lambda: number(tmp_path, "child") != first)
        second = number(tmp_path, "child")
        assert not psutil.pid_exists(first)
    assert not psutil.pid_exists(second)


def test_what_a_killed_child_leaves_behind_is_ended(program, tmp_path, eventually):
    with Supervisor() as supervisor:
        supervisor.start(program("parent", f"sleep 60 & echo $! > {tmp_path}/grandchild\nwait"))
        eventually((tmp_path / "grandchild").exists)
        time.sleep(0.05)
        grandchild = psutil.Process(int((tmp_path / "grandchild").read_text()))

        os.kill(number(tmp_path, "parent"), signal.SIGKILL)

        eventually(lambda: not grandchild.is_running() or grandchild.status() == psutil.STATUS_ZOMBIE)


def test_a_child_that_will_not_listen_is_killed(program, tmp_path):
    with Supervisor() as supervisor:
        supervisor.start(program("deaf", "trap '' TERM; while :; do sleep 0.02; done", grace=0.2))
        deaf = number(tmp_path, "deaf")

    assert not psutil.pid_exists(deaf)


def test_a_child_that_dies_five_times_in_a_minute_is_reported_once(program, tmp_path):
    told = []

    with Supervisor(on_trouble=lambda program: told.append(program.name)) as supervisor:
        failing = Program(
            "hopeless", (SHELL, "-c", "echo dying; exit 3"), tmp_path / "log", ready=lambda: False
        )
        with pytest.raises(Mistake, match="hopeless"):
            supervisor.start(failing)

    assert told == ["hopeless"]
    assert (tmp_path / "log").read_text() == "dying\n" * 5


def test_a_program_that_is_not_there_is_a_mistake_with_its_log_named(tmp_path):
    absent = Program(
        "absent", (str(tmp_path / "absent"),), tmp_path / "absent.log", ready=lambda: False, patience=0.5
    )

    with Supervisor() as supervisor, pytest.raises(Mistake, match=r"absent\.log"):
        supervisor.start(absent)


def test_the_environment_is_added_to(program, tmp_path):
    with Supervisor() as supervisor:
        supervisor.start(
            program("child", f"echo $QK_A $HOME > {tmp_path}/env; exec sleep 60", env={"QK_A": "a"})
        )
        deadline = time.monotonic() + 5
        while not (tmp_path / "env").exists() or not (tmp_path / "env").read_text():
            assert time.monotonic() < deadline
            time.sleep(0.02)

    assert (tmp_path / "env").read_text() == f"a {os.environ.get('HOME', '')}".rstrip() + "\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can tie a child to its parent")
def test_children_end_when_the_supervisor_is_killed(tmp_path, eventually):
    import subprocess

    from qinkang import home

    script = (
        "import pathlib, sys, time\n"
        "from qinkang.supervisor import Program, Supervisor\n"
        "with Supervisor() as supervisor:\n"
        f"    supervisor.start(Program('child', ('{SHELL}', '-c', 'echo $$; exec sleep 60'), "
        "pathlib.Path(sys.argv[1])))\n"
        "    print('up', flush=True)\n"
        "    time.sleep(60)\n"
    )
    log = tmp_path / "log"
    supervisor = subprocess.Popen(
        [sys.executable, "-c", script, log],
        env={**os.environ, "PYTHONPATH": str(home.checkout() / "src")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert supervisor.stdout.readline() == "up\n"
    eventually(lambda: log.exists() and log.read_text())
    child = psutil.Process(int(log.read_text()))

    supervisor.kill()
    supervisor.wait()

    eventually(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)
