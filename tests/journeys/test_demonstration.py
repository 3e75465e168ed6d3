"""The demonstration from end to end, in processes of its own, with some of them killed on the way."""

import json
import os
import subprocess
import sys

import pytest

from qinkang import home
from qinkang.supervisor.cluster import free_port


@pytest.mark.clause("E1", "E7")
def test_nothing_is_lost_and_nothing_sent_twice_whatever_is_killed(tmp_path, place):
    told = tmp_path / "out.json"
    environment = {
        **os.environ,
        "QK_VAR": str(place / "demonstration"),
        "PYTHONPATH": str(home.checkout() / "src"),
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "qinkang", "demo", "--scale", "0.01", "--no-serve"]
    command += ["--port", str(free_port(None))]

    done = subprocess.run(
        [*command, "--kill", "5", "--seed", "1", "--json", str(told)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert done.returncode == 0, done.stderr[-3000:] + done.stdout[-3000:]
    came = json.loads(told.read_text(encoding="utf-8"))
    assert sum(came["killed"].values()) == 5
    assert came["receipts"] == came["rows_received"] > 500
    assert came["rows_received"] == came["rows_accepted"] + came["rows_held"] + came["rows_rejected"]
    assert came["ledger_differences"] == []
    assert came["deliveries"]["accepted"] > 400
    assert [came["deliveries"][state] for state in ("unreachable", "unclear", "waiting")] == [0, 0, 0]
    assert came["recall"] == 1.0
    assert came["precision"] >= 0.99
    assert came["near_misses_fired"] == []
