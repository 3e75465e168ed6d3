"""运行全部检查与测试（与持续集成完全相同）

缺少浏览器时先安装 Chromium（测试页面用）。不带参数时依次运行：代码检查、排版检查、分层检查、类型检查、测试。某一项不通过，其余各项照常运行,
最后给出小结。给出路径时只运行这些测试，例如 ./qk test tests/unit/supervisor
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from qinkang import home
from qinkang.mistake import Mistake

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CHECKS = {
    "代码检查 ruff check": ["-m", "ruff", "check", "src", "tests"],
    "排版检查 ruff format": ["-m", "ruff", "format", "--check", "src", "tests"],
    "分层检查 import-linter": ["-c", LINT, "--no-logo"],
    "类型检查 mypy": ["-m", "mypy"],
}
TESTS = "测试 pytest"
# Each process has a database of its own; a file's tests stay together, for they share what they set up.
SIDE_BY_SIDE = ["--numprocesses=auto", "--maxprocesses=4", "--dist=loadfile"]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what pytest is to run."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="只运行这些测试；“--”之后可写 pytest 的选项")


def run(options: argparse.Namespace) -> int:
    """Run every part, whatever the others say, and sum up; 0 only if all passed."""
    if not options.paths or any("journeys" in path for path in options.paths):
        fetch_chromium()
    checks = {} if options.paths else CHECKS
    parts = {**checks, TESTS: ["-m", "pytest", *(from_here(options.paths) or SIDE_BY_SIDE)]}
    results = [(title, *timed(title, arguments)) for title, arguments in parts.items()]
    print("\n小结")
    for title, code, seconds in results:
        print(f"  {'通过  ' if code == 0 else '不通过'}  {seconds:6.1f} 秒  {title}")
    failed = sum(code != 0 for _, code, _ in results)
    print(f"有 {failed} 项不通过。" if failed else "全部通过。", flush=True)
    return 1 if failed else 0


def fetch_chromium() -> None:
    """Install the browser of the journeys where none is found: the system's as root, else Playwright's own."""
    if any(map(shutil.which, CHROMIUM)):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("正在安装 Chromium 和中文字体……", flush=True)
        install = ["apt-get", "install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"]
        if quiet(["apt-get", "update"]) == 0 and quiet(install) == 0:
            return
    if quiet([sys.executable, "-m", "playwright", "install", "chromium"]) != 0:
        raise Mistake("没有 Chromium 浏览器，也没有装上。请安装 chromium 后重新运行。")


def quiet(command: list[str]) -> int:
    """Run a command whose words nobody needs; return its exit code."""
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False
    ).returncode


def timed(title: str, arguments: list[str]) -> tuple[int, float]:
    """Run one part in the checkout, with its output on ours; return its exit code and seconds."""
    print(f"\n── {title} ──", flush=True)
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, *arguments], cwd=home.checkout(), stdin=subprocess.DEVNULL, check=False
    )
    return done.returncode, time.monotonic() - start


def from_here(words: list[str]) -> list[str]:
    """Make paths typed in the caller's folder right for the checkout; `file.py::name` too.

    From the first option on (`-k`, `-x`) the words belong to pytest and stay as they are.
    """
    found: list[str] = []
    for place, word in enumerate(words):
        if word.startswith("-"):
            return found + words[place:]
        file, colons, name = word.partition("::")
        bases = [base for base in (Path.cwd(), home.checkout()) if (base / file).exists()]
        if not bases:
            raise Mistake(f"没有这个测试路径：{file}。请检查拼写；路径相对于当前文件夹或项目文件夹。")
        found.append(os.fspath(bases[0] / file) + colons + name)
    return found
