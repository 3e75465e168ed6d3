"""`python -m qinkang`: the folder is the registry, and what goes wrong becomes a sentence."""

import ast
import subprocess
import sys
import types

import pytest

from qinkang import __main__ as entry
from qinkang.commands import Mistake, descriptions


@pytest.fixture
def command(monkeypatch, tmp_path):
    """Install a command that does what the test says."""

    def install(run):
        module = types.ModuleType("qinkang.commands.invented")
        module.arguments = lambda parser: parser.add_argument("words", nargs="*")
        module.run = run
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setattr(entry, "descriptions", lambda: {"invented": "An invented command."})

    monkeypatch.setenv("QK_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("QK_TRACEBACK", raising=False)
    monkeypatch.setattr(entry.signal, "signal", lambda *_: None)
    return install


def test_every_command_has_help_arguments_and_run(root):
    assert "test" in descriptions()
    for name, description in descriptions().items():
        tree = ast.parse((root / f"src/qinkang/commands/{name}.py").read_text(encoding="utf-8"))
        functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert description, name
        assert {"arguments", "run"} <= functions, name


def test_help_imports_no_command(root):
    script = (
        "import sys; from qinkang.__main__ import parser_for; parser_for(['--help'])[0].format_help();"
        "print([m for m in sys.modules if m.startswith('qinkang.commands.') or m in ('django', 'duckdb', 'psycopg')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root / "src", capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


def test_the_exit_code_is_what_the_command_returns(command):
    command(lambda options: len(options.words))

    assert entry.main(["invented", "a", "b", "c"]) == 3


def test_a_mistake_is_told_without_a_traceback(command, capsys):
    def run(options):
        raise Mistake("第 3 行缺少日期，请补填。")

    command(run)

    assert entry.main(["invented"]) == 2
    assert capsys.readouterr().err == "第 3 行缺少日期，请补填。\n"


def test_an_unexpected_error_is_logged_by_place_and_kind_but_not_by_value(command, capsys, tmp_path):
    def run(options):
        try:
            int("planted-name")
        except ValueError as error:
            raise KeyError("planted-number") from error

    command(run)

    assert entry.main(["invented"]) == 70
    (log,) = (tmp_path / "var" / "log").iterdir()
    said, logged = capsys.readouterr().err, log.read_text()
    assert str(log) in said
    assert "Traceback" not in said
    assert "KeyError" in logged
    assert "ValueError" in logged
    assert "in run" in logged
    assert "planted-n" not in said
    assert logged.count("planted-number") <= 1  # the source line that Python quotes, never the message


@pytest.mark.parametrize(("argv", "code"), [([], 2), (["nothing-like-it"], 2), (["--help"], 0)])
def test_wrong_arguments_point_to_the_help(command, argv, code, capsys):
    command(lambda options: 0)

    with pytest.raises(SystemExit) as ended:
        entry.main(argv)

    assert ended.value.code == code
    shown = capsys.readouterr()
    assert "--help" in (shown.err if code else shown.out)


def test_an_interruption_is_no_error(command, capsys):
    def run(options):
        raise KeyboardInterrupt

    command(run)

    assert entry.main(["invented"]) == 130
    assert "Traceback" not in capsys.readouterr().err
