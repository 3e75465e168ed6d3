"""commands.md: every subcommand of `./qk` with its arguments."""

from __future__ import annotations

import argparse
import importlib
import inspect
from collections.abc import Iterator

from qinkang.commands import descriptions
from qinkang.standards.printing.markdown import page, table


def commands_page() -> str:
    """The commands in alphabetical order."""
    blocks: list[str] = []
    for name, described in descriptions().items():
        title, _, more = described.partition("\n")
        parser = argparse.ArgumentParser(add_help=False)
        importlib.import_module(f"qinkang.commands.{name}").arguments(parser)
        rows = list(_arguments(parser))
        blocks += [f"## `./qk {name}`", title, inspect.cleandoc(more)]
        blocks += [table(("参数", "说明"), rows)] if rows else []
    return page("# 命令", "`./qk 命令 --help` 显示同样的内容。", *blocks)


def _arguments(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    # argparse lays its help out differently from one Python to the next, so it is read, not printed.
    for action in parser._actions:
        value = action.metavar or (action.dest.upper() if action.nargs != 0 else "")
        value = " ".join(value) if isinstance(value, tuple) else value
        names = f"{', '.join(action.option_strings)} {value}".strip()
        yield f"`{names}`", str(action.help or "")
