"""测量速度：与同一次运行中最简单的做法相比

每项测量在临时文件夹里生成虚构数据，需要数据库的自带一个，结束后全部删除。目标按空闲的机器定；比值与机器快慢关系不大，
可用来比较前后两个版本。达到目标时退出码为 0，没有达到为 1。测试不包含这些测量。
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

from qinkang.commands._bench import BENCHES, Asked, Measured, bench, summary
from qinkang.mistake import Mistake


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add which one, and how large."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="测量的名称，见 --list")
    parser.add_argument("--list", action="store_true", help="列出全部测量及其目标")
    parser.add_argument("--json", metavar="FILE", help="把结果写成 JSON；“-”写到标准输出")
    parser.add_argument("--rows", type=int, metavar="N", help="行数；省略时按目标规定的规模")
    parser.add_argument("--scale", type=float, metavar="N", help="模拟全省的规模（只用于 pages），默认 1")


def run(options: argparse.Namespace) -> int:
    """Measure once, tell what came of it, and say by the exit code whether the goal was met."""
    if options.list:
        for name in BENCHES:
            print(f"{name:<10} {summary(name)}")
        return 0
    if options.name not in BENCHES:
        raise Mistake(f"没有测量“{options.name or ''}”。可用的测量：{'、'.join(BENCHES)}。")
    shown = Console(stderr=True, highlight=False)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="qk-bench-") as folder, shown.status("正在准备……") as status:
        os.environ["QK_VAR"] = str(Path(folder) / "var")
        asked = Asked(Path(folder), options.rows, options.scale, status.update)
        measured = bench(options.name).measure(asked)
    measured.seconds = round(time.monotonic() - began, 1)
    if options.json:
        _write_json(options.json, measured)
    if options.json != "-":
        tell(measured, Console(highlight=False))
    return 0 if measured.met else 1


def _write_json(target: str, measured: Measured) -> None:
    text = json.dumps(measured.as_json(), ensure_ascii=False, indent=1) + "\n"
    if target == "-":
        sys.stdout.write(text)
    else:
        Path(target).write_text(text, encoding="utf-8")


def tell(measured: Measured, console: Console) -> None:
    """The result as people read it."""
    came = "[green]达到目标[/green]" if measured.met else "[red]没有达到目标[/red]"
    console.print(f"[bold]{measured.name}[/bold]  {measured.sentence}  {came}")
    for title, value in measured.parts.items():
        console.print(f"  {title}: {value:,}" if isinstance(value, int | float) else f"  {title}: {value}")
    console.print(f"{measured.rows:,} 行，共用 {measured.seconds} 秒。", style="dim")
