"""检查一个文件：同一套规则，不需要数据库

每行退回、存疑、自动修正和提示的内容逐条列出。有行被退回时退出码为 1，文件读不出时为 2。
列对照由系统推定，未经确认，照样使用并写明。
"""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

import qinkang.cleansing.rules  # noqa: F401  - makes the rules known
from qinkang.cleansing.effect import SEVERITY_IN_WORDS
from qinkang.cleansing.file_check import FileCheck, MappingUnclear, check_file
from qinkang.cleansing.rulebook import Rulebook, RulebookMistake
from qinkang.kernel import clock
from qinkang.mistake import Mistake
from qinkang.readers import Unreadable
from qinkang.readers.mapping import SAME_TITLE
from qinkang.standards.dataset import DATASETS

RULES_SHOWN = 30
ROWS_NAMED = 6


def arguments(parser: argparse.ArgumentParser) -> None:
    """数据集代码和文件，其余可省。"""
    parser.add_argument("dataset", metavar="DATASET", help="数据集代码，例如 elderly.health_check")
    parser.add_argument("file", metavar="FILE", type=Path, help="CSV、TSV 或 XLSX 文件")
    parser.add_argument("--json", metavar="FILE", help="把结果写成 JSON；“-”写到标准输出")
    parser.add_argument("--rulebook", metavar="FILE", type=Path, help="规则手册；省略时用随产品提供的")
    parser.add_argument("--as-of", metavar="DATE", help="按这一天收到处理，例如 2025-10-31；省略时为今天")
    parser.add_argument("--show-values", action="store_true", help="问题数据显示原值，不脱敏")


def run(options: argparse.Namespace) -> int:
    """Check the file, tell what was found, and say by the exit code whether a row was rejected."""
    dataset = DATASETS.get(options.dataset)
    if dataset is None:
        raise Mistake(f"没有数据集“{options.dataset}”。可用的数据集：{'、'.join(DATASETS)}。")
    if not options.file.is_file():
        raise Mistake(f"找不到文件“{options.file}”，请核对路径。")
    try:
        check = check_file(dataset, options.file, _rulebook(options), show_values=options.show_values)
    except Unreadable as problem:
        raise Mistake(f"文件“{options.file.name}”无法读取：{problem}") from problem
    except MappingUnclear as unclear:
        raise Mistake(
            f"文件“{options.file.name}”的列对照有问题：\n" + "\n".join(unclear.problems)
        ) from unclear
    if options.json:
        _write_json(options.json, check)
    if options.json != "-":
        tell(check, Console())
    return 1 if check.rejected else 0


def _rulebook(options: argparse.Namespace) -> Rulebook:
    try:
        received_on = date.fromisoformat(options.as_of) if options.as_of else None
    except ValueError as problem:
        raise Mistake(f"--as-of 的日期“{options.as_of}”应写成 2025-10-31 的形式。") from problem
    if options.rulebook is None:
        return Rulebook.packaged(received_on or clock.today())
    try:
        book = Rulebook.from_json(json.loads(options.rulebook.read_text(encoding="utf-8")))
    except (OSError, ValueError) as problem:
        reason = problem if isinstance(problem, RulebookMistake) else "文件不存在或不是 JSON"
        raise Mistake(f"规则手册“{options.rulebook}”无法使用：{reason}") from problem
    return book.on(received_on) if received_on else book


def as_json(check: FileCheck) -> dict[str, Any]:
    """The result as programs read it."""
    counts = check.counts
    return {
        "dataset": check.dataset.code,
        "encoding": check.source.encoding,
        "rows": counts["rows"],
        "accepted": counts["accepted"],
        "corrected": counts["corrected"],
        "flagged": counts["flagged"],
        "held": counts["held"],
        "rejected": counts["rejected"],
        "mapping": [
            {"header": column.header, "field": column.field, "how": column.how}
            for column in check.mapping.columns
            if column.field
        ],
        "unmapped": list(check.mapping.unmapped),
        "notes": [*check.source.notes, *check.mapping.doubts],
        "rulebook": check.rulebook,
        "findings": [asdict(finding) for finding in check.findings],
    }


def _write_json(target: str, check: FileCheck) -> None:
    text = json.dumps(as_json(check), ensure_ascii=False, indent=1)
    if target == "-":
        sys.stdout.write(text + "\n")
    else:
        Path(target).write_text(text + "\n", encoding="utf-8")


def tell(check: FileCheck, console: Console) -> None:
    """The result as people read it: how the file was read, the counts, then rule by rule."""
    source, counts = check.source, check.counts
    read_as = "、".join(part for part in (source.format.upper(), source.encoding, source.sheet) if part)
    console.print(
        f"[bold]{check.dataset.title}[/bold]  {source.name}（{read_as}，表头在第 {source.header_row} 行）"
    )
    console.print(
        f"共 {counts['rows']:,} 行：接收 {counts['accepted']:,}（其中自动修正 {counts['corrected']:,}，"
        f"提示 {counts['flagged']:,}）  存疑 {counts['held']:,}  退回 {counts['rejected']:,}",
        highlight=False,
    )
    if not counts["rows"]:
        console.print("文件只有表头，没有数据行。")
    for note in (*source.notes, *check.mapping.doubts):
        console.print(f"· {note}", highlight=False, soft_wrap=True)
    columns = check.dataset.columns
    unsure = [column for column in check.mapping.columns if column.field and column.how != SAME_TITLE]
    if unsure:
        told = "；".join(f"“{c.header}”作“{columns[c.field].title}”（{c.how}）" for c in unsure if c.field)
        console.print(f"· 推定的列对照，尚未确认：{told}", highlight=False, soft_wrap=True)
    if check.mapping.unmapped:
        console.print(f"· 没有用到的列：{'、'.join(check.mapping.unmapped)}", highlight=False, soft_wrap=True)
    absent = [columns[f.field].title for f in check.findings if f.row is None and f.field]
    if absent:
        console.print(f"· 文件中没有这些必填列：{'、'.join(absent)}", highlight=False, soft_wrap=True)
    if any(finding.row for finding in check.findings):
        console.print(_by_rule(check))


def _by_rule(check: FileCheck) -> Table:
    """Findings of rows by rule and field, gravest and most frequent first, with the first rows of each."""
    rows: dict[tuple[str, str, str, str], list[int]] = {}
    for f in check.findings:
        if f.row is not None:
            rows.setdefault((f.severity, f.rule, f.message, f.suggestion), []).append(f.row)
    order = list(SEVERITY_IN_WORDS)
    listed = sorted(rows.items(), key=lambda item: (order.index(item[0][0]), -len(item[1]), item[0][1]))
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("处理", no_wrap=True)
    table.add_column("规则", no_wrap=True)
    table.add_column("条数", justify="right", no_wrap=True)
    table.add_column("行号", max_width=20)
    table.add_column("问题和办法", ratio=1, overflow="fold")
    for (severity, rule, message, suggestion), at in listed[:RULES_SHOWN]:
        where = list(dict.fromkeys(at))  # one row may break a rule twice, left and right
        named = "、".join(map(str, where[:ROWS_NAMED])) + ("…" if len(where) > ROWS_NAMED else "")
        told = f"{message}\n[dim]{suggestion}[/dim]"
        table.add_row(SEVERITY_IN_WORDS[severity], rule, f"{len(at):,}", named, told)
    if len(listed) > RULES_SHOWN:
        table.caption = f"另有 {len(listed) - RULES_SHOWN} 类问题，用 --json 查看全部"
    return table
