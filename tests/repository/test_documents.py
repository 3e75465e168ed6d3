"""What is printed from the code is current, and what is written by hand points at things that exist."""

import argparse
import re
import xml.etree.ElementTree as ElementTree

import pytest
from rich.console import Console

from qinkang.commands import Mistake, docs
from qinkang.commands._documents.clauses import clauses_page, manual_pages, read_clauses, scenarios
from qinkang.commands._documents.picture import picture
from qinkang.standards.dataset import DATASETS

WRITTEN = ("README.md", "README.zh.md", "CONTRIBUTING.md", "GLOSSARY.md")
LINK = re.compile(r"\]\((?!#|https?:)([^)#\s]+)")


def options(**given):
    """Give the options of `./qk docs`."""
    return argparse.Namespace(**{"check": False, "templates": None} | given)


def test_the_generated_documents_are_current(capsys):
    assert docs.run(options(check=True)) == 0, capsys.readouterr().out


@pytest.fixture
def copy(root, tmp_path, monkeypatch):
    """Let `./qk docs` work on a checkout with one document made, one altered and one that is nobody's."""
    folder = tmp_path / "docs" / "generated"
    folder.mkdir(parents=True)
    monkeypatch.setattr(docs.home, "checkout", lambda: tmp_path)
    monkeypatch.setattr(
        docs, "generated", lambda _: [("a.md", "甲\n"), ("sub/b.md", "乙\n"), ("c.md", "丙\n")]
    )
    (folder / "a.md").write_text("甲\n", encoding="utf-8")
    (folder / "c.md").write_text("旧\n", encoding="utf-8")
    (folder / "old.md").write_text("无主\n", encoding="utf-8")
    return folder


def test_a_check_names_what_is_stale_and_changes_nothing(copy, capsys):
    before = {path: path.read_bytes() for path in copy.rglob("*.md")}

    assert docs.run(options(check=True)) == 1

    said = capsys.readouterr().out
    assert [line for line in said.splitlines() if "docs/generated" in line] == [
        "过时：docs/generated/c.md",
        "多余：docs/generated/old.md",
        "缺少：docs/generated/sub/b.md",
    ]
    assert {path: path.read_bytes() for path in copy.rglob("*.md")} == before


def test_a_run_mends_what_a_check_names(copy, capsys):
    assert docs.run(options()) == 0
    assert docs.run(options(check=True)) == 0

    assert {path.relative_to(copy).as_posix() for path in copy.rglob("*.md")} == {"a.md", "sub/b.md", "c.md"}


def test_templates_are_written_to_a_folder(tmp_path, capsys):
    assert docs.run(options(templates=tmp_path / "new")) == 0

    written = {path.name for path in (tmp_path / "new").iterdir()}
    assert {"老年人健康体检填报模板_2017.xlsx", "老年人口数填报模板_2025.xlsx"} <= written
    assert len(written) == len(DATASETS)


def test_every_clause_stands_once(root):
    clauses = read_clauses(root / "docs/clauses.csv")
    ids = [clause.id for clause in clauses]
    expected = [*_numbered("E", 1, 11), *_numbered("M", 0, 14), *_numbered("O", 1, 10)]

    assert ids == [*expected, *_numbered("C", 1, 16), *_numbered("N", 1, 16)]
    assert all(clause.place and clause.title for clause in clauses)


def _numbered(letter, first, last):
    return [f"{letter}{number}" for number in range(first, last + 1)]


def test_scenarios_are_found_on_functions_classes_and_files(tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_one.py").write_text(
        "import pytest\n"
        "@pytest.mark.clause('E1', 'E2')\ndef test_a_card_is_sent(): ...\n"
        "@pytest.mark.clause('M1')\nclass TestDesk: ...\n"
        "def test_other(): ...\n"
    )
    (tmp_path / "tests" / "test_two.py").write_text(
        "pytestmark = [pytest.mark.slow, pytest.mark.clause('C1')]\n"
    )

    assert list(scenarios(tmp_path / "tests")) == [
        ("E1", "a card is sent（`tests/test_one.py`）"),
        ("E2", "a card is sent（`tests/test_one.py`）"),
        ("M1", "TestDesk（`tests/test_one.py`）"),
        ("C1", "整个文件（`tests/test_two.py`）"),
    ]


def test_pages_of_the_manual_name_their_clauses(tmp_path):
    (tmp_path / "体检.md").write_text("# 体检\n\n条款：E7、E11\n", encoding="utf-8")

    assert list(manual_pages(tmp_path)) == [
        ("E7", "[体检](../manual/体检.md)"),
        ("E11", "[体检](../manual/体检.md)"),
    ]


def test_a_clause_that_does_not_exist_is_a_mistake(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "clauses.csv").write_text("id,place,title\nE1,一,甲\n", encoding="utf-8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_one.py").write_text("@pytest.mark.clause('E99')\ndef test_a(): ...\n")

    with pytest.raises(Mistake, match="E99"):
        clauses_page(tmp_path)


def test_a_clause_without_a_scenario_is_listed(root):
    told = clauses_page(root)
    without = told.partition("## 还没有场景的条款")[2]

    assert "E11" not in without.replace("\n", "、").split("、")
    assert "N5" in without.split("、")


def test_the_picture_is_well_formed_and_fetches_nothing():
    drawn = picture(
        "标题 <1>", "./qk check", lambda console: console.print("[red]甲 & 乙[/red]  a<b"), columns=40
    )
    tree = ElementTree.fromstring(drawn)
    texts = [node.text for node in tree.iter() if node.tag.endswith("}text")]

    assert texts == ["$", "./qk", "check", "甲", "&", "乙", "a<b"]
    assert re.findall(r"url\(|@import|href|https?://(?!www\.w3\.org)", drawn) == []


def test_wide_letters_take_two_columns():
    def print_to(console: Console) -> None:
        console.print("体检a", highlight=False)

    tree = ElementTree.fromstring(picture("t", "c", print_to))
    nodes = {node.text: node.attrib for node in tree.iter() if node.tag.endswith("}text")}

    assert float(nodes["体检"]["textLength"]) == pytest.approx(4 * float(nodes["a"]["textLength"]))
    assert float(nodes["a"]["x"]) == pytest.approx(
        float(nodes["体检"]["x"]) + float(nodes["体检"]["textLength"])
    )


@pytest.fixture(scope="module")
def written(root):
    """Give the documents people wrote, by path."""
    paths = [*(root / name for name in WRITTEN), *root.glob("docs/*.md"), *root.glob("docs/how-to/*.md")]
    return {path: path.read_text(encoding="utf-8") for path in paths}


def test_links_lead_to_files_that_exist(written):
    broken = [
        f"{path.name}: {target}"
        for path, text in written.items()
        for target in LINK.findall(text)
        if not (path.parent / target).exists()
    ]

    assert broken == []


def test_files_and_folders_named_in_documents_exist(root, written):
    named = re.compile(r"`((?:src|tests|docs|deploy|lock)/[\w./\-]+)`")
    missing = {
        f"{path.name}: {name}"
        for path, text in written.items()
        for name in named.findall(text)
        if not (root / name).exists()
    }

    assert missing == set()


def test_identifiers_in_the_glossary_are_in_the_code(root, written):
    glossary = written[root / "GLOSSARY.md"]
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (root / "src").rglob("*.py")
        if "migrations" not in path.parts
    )
    named = re.findall(r"^\|[^|]+\| `([\w.]+)`", glossary, re.MULTILINE)

    assert len(named) > 30
    assert [name for name in named if not re.search(rf"\b{re.escape(name.split('.')[-1])}\b", source)] == []


def test_both_readmes_show_the_same_picture_and_commands(root):
    texts = [(root / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md")]
    commands = [set(re.findall(r"^\./qk .*?(?=\s*#|$)", text, re.MULTILINE)) for text in texts]

    assert all("docs/generated/check.svg" in text for text in texts)
    assert commands[0] == commands[1]
    assert {"./qk test", "./qk demo --scale 0.2 --no-serve --json out.json"} <= commands[0]


@pytest.mark.parametrize(
    "terminal", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"COLUMNS": "20"}, {"FORCE_COLOR": "1"}]
)
def test_the_picture_is_the_same_from_every_terminal(terminal, monkeypatch):
    def print_to(console: Console) -> None:
        console.print("[red]红[/red] " + "长" * 30)

    usual = picture("t", "c", print_to)
    for name, value in terminal.items():
        monkeypatch.setenv(name, value)

    assert picture("t", "c", print_to) == usual
