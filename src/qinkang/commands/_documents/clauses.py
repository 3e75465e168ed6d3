"""clauses.md: each clause of the tender, the scenarios that prove it, the page of the manual."""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qinkang.mistake import Mistake
from qinkang.standards.printing.markdown import page, table

MARK = "clause"  # @pytest.mark.clause("E7"), registered in pyproject.toml


@dataclass(frozen=True)
class Clause:
    """One line of docs/clauses.csv: our id, where it stands in the tender, what the software does."""

    id: str
    place: str
    title: str


def clauses_page(root: Path) -> str:
    """The register, and the clauses that nothing proves yet.

    Raises:
        Mistake: a test or a page names a clause that does not exist.
    """
    clauses = read_clauses(root / "docs/clauses.csv")
    proofs = _by_clause(scenarios(root / "tests"), clauses)
    pages = _by_clause(manual_pages(root / "docs/manual"), clauses)
    without = [clause.id for clause in clauses if not proofs[clause.id]]
    return page(
        "# 招标条款与验证",
        f"共 {len(clauses)} 条，其中 {len(clauses) - len(without)} 条已有自动场景。"
        "场景是带有条款号的测试，有一个场景不等于整条已经做完。",
        table(
            ("条款", "招标文件位置", "要求", "场景", "手册"),
            (
                (c.id, c.place, c.title, "\n".join(proofs[c.id]) or "无", "\n".join(pages[c.id]) or "无")
                for c in clauses
            ),
        ),
        "## 还没有场景的条款",
        "、".join(without) or "没有。",
    )


def read_clauses(file: Path) -> list[Clause]:
    """The clauses in the order of the file."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [Clause(**line) for line in csv.DictReader(lines)]


def scenarios(tests: Path) -> Iterator[tuple[str, str]]:
    """Clause and scenario for every marked test: a function, a class, or a whole file by `pytestmark`."""
    for file in sorted(tests.rglob("test_*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        where = file.relative_to(tests.parent).as_posix()
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                sentence = node.name.removeprefix("test_").replace("_", " ")
                marked, told = node.decorator_list, f"{sentence}（`{where}`）"
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
                marked, told = getattr(node.value, "elts", [node.value]), f"整个文件（`{where}`）"
            else:
                continue
            for clause in _named(marked):
                yield clause, told


def _named(marks: list[ast.expr]) -> Iterator[str]:
    for mark in marks:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == f"pytest.mark.{MARK}":
            yield from (ast.literal_eval(argument) for argument in mark.args)


def manual_pages(folder: Path) -> Iterator[tuple[str, str]]:
    """Clause and page for every page of the manual that has a line `条款：E1、E7`."""
    for file in sorted(folder.rglob("*.md")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("条款："):
                for clause in line.removeprefix("条款：").split("、"):
                    yield clause.strip(), f"[{file.stem}](../manual/{file.relative_to(folder).as_posix()})"


def _by_clause(found: Iterator[tuple[str, str]], clauses: list[Clause]) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {clause.id: [] for clause in clauses}
    for clause, where in found:
        if clause not in told:
            raise Mistake(f"{where} 引用了不存在的条款 {clause}，条款见 docs/clauses.csv。")
        told[clause].append(where)
    return told
