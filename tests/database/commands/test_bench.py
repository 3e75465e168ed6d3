"""`./qk bench`: the list, the shape of a result, and every bench on very few rows. What they say is not judged here."""

import json

import psycopg
import pyarrow as pa
import pytest
from tests.database.ready import become

from qinkang import home
from qinkang.__main__ import main
from qinkang.commands import bench as command
from qinkang.commands._bench import (
    BENCHES,
    Asked,
    Measured,
    bench,
    check_ups,
    cleanse,
    deliver,
    intake,
    load,
    pages,
    summary,
)
from qinkang.kernel import citizen_id, clock
from qinkang.standards.datasets import HealthCheck
from qinkang.supervisor import Supervisor

FEW = 40
SHAPE = {"name", "goal", "met", "rows", "seconds", "parts"}


@pytest.fixture
def asked(tmp_path, monkeypatch) -> Asked:
    """Ask for few rows, those of the example file instead of a sender's."""
    table = check_ups.read(home.checkout() / "docs" / "examples" / "health_check.csv").slice(0, FEW)
    given = {name: table[name].combine_chunks() for name in table.column_names}
    nothing = pa.nulls(len(table), pa.string())
    every = {name: given.get(name, nothing) for name in HealthCheck.columns}
    monkeypatch.setattr(check_ups, "made", lambda folder: check_ups.CheckUps(every))
    # Here, instead of in processes of their own, which would take long to start.
    monkeypatch.setattr(cleanse, "apart", lambda work, file: work(file))
    monkeypatch.setattr(intake, "apart", intake.check)
    return Asked(tmp_path, FEW, None, lambda said: None)


@pytest.fixture
def emptied(laid_out, place, database_url, monkeypatch):
    """Give a database in which nobody is known and no system is closed; be the worker."""
    monkeypatch.setenv("QK_VAR", str(place / "var"))
    monkeypatch.setenv("PYTHONPATH", str(home.checkout() / "src"))
    with psycopg.connect(database_url("qk_owner"), autocommit=True) as owner:
        owner.execute("TRUNCATE records_sighting, records_person, records_outbox, exchange_channel CASCADE")
    before = become("qk_worker")
    yield
    become(before)


def shaped(measured: Measured, name: str) -> bool:
    told = json.loads(json.dumps(measured.as_json()))
    figure = {"p95_ms"} if name in ("check-row", "pages") else {"ratio"}
    return set(told) == SHAPE | figure and told["name"] == name and all(told[one] >= 0 for one in figure)


def test_the_list_names_every_bench_with_what_it_compares(capsys):
    assert main(["bench", "--list"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(BENCHES)
    assert all(summary(name) and callable(bench(name).measure) for name in BENCHES)


def test_an_unknown_bench_is_refused_with_those_there_are(capsys):
    assert main(["bench", "nothing-like-it"]) == 2

    assert "cleanse" in capsys.readouterr().err


def test_the_exit_code_says_whether_the_goal_was_met_and_json_says_the_same(tmp_path, monkeypatch, capsys):
    for met, code in ((True, 0), (False, 1)):
        measured = Measured("load", 10.0, met, 5, ratio=1.5)
        monkeypatch.setattr(command, "bench", lambda name, made=measured: made)
        monkeypatch.setattr(type(measured), "measure", lambda self, asked: self, raising=False)

        assert main(["bench", "load", "--json", str(tmp_path / "out.json")]) == code

        told = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
        assert (told["met"], told["ratio"], told["rows"]) == (met, 1.5, 5)
    assert "没有达到目标" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["cleanse", "check-row", "intake"])
def test_a_bench_without_a_database_runs_on_few_rows(asked, name):
    measured = bench(name).measure(asked)

    assert shaped(measured, name)
    assert measured.rows >= FEW


def test_the_bench_of_loading_runs_on_few_rows(asked, emptied, database_url):
    measured = load.compare(asked, database_url("qk_owner"))

    assert shaped(measured, "load")
    assert measured.parts["known_ratio"] > 0


def test_the_bench_of_delivery_runs_on_few_rows(asked, emptied):
    with Supervisor() as programs:
        measured = deliver.compare(asked, programs)

    assert shaped(measured, "deliver")
    assert measured.parts["delivered"] + measured.parts.get("refused", 0) == measured.rows


def test_the_slowest_kind_of_page_counts(tmp_path):
    noted = tmp_path / "requests.log"
    paths = ("/elderly/", "/elderly/area/610300/", "/elderly/area/610300/cases/", "/elderly/person/7/")
    lines = [f"{path} 200 {1000 * (turn + 1)}" for turn, path in enumerate(paths)]
    noted.write_text(
        "\n".join([*lines, "/static/a.css 200 900000", "/elderly/ 403 900000"]), encoding="utf-8"
    )

    measured = pages.judged(pages.server_times(noted), [5.0])

    assert shaped(measured, "pages")
    assert (measured.p95_ms, measured.met) == (4.0, True)


def test_copies_are_about_other_people_of_the_same_birth_and_sex(asked):
    distinct = check_ups.made(asked.folder)
    once, again = (distinct.copy(number)["id_no"] for number in (0, 3))

    read = [citizen_id.read_column(one, on=clock.today()).to_pylist() for one in (once, again)]
    sound = [
        pair for pair in zip(*read, strict=True) if pair[0] and not (pair[0]["problem"] or pair[0]["repairs"])
    ]
    assert sound
    for before, after in sound:
        assert after["problem"] is None
        assert after["number"] != before["number"]
        assert [after[name] for name in ("birth_date", "sex")] == [
            before[name] for name in ("birth_date", "sex")
        ]
