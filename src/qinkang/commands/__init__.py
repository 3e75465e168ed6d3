"""The subcommands of `./qk`, one file each. The folder is the registry: to add one, add a file.

A command module has

- a docstring; its first line is the help that `./qk --help` lists, the rest is `./qk NAME --help`;
- `arguments(parser)`, which adds its arguments to an `argparse.ArgumentParser`;
- `run(options) -> int`, which returns the exit code.

The module is imported only when its command is the one called, so it may import what it likes at
the top; the list of commands is made from the docstrings without importing. A name that begins
with an underscore is not a command. What a user can put right is raised as `Mistake`.
"""

import ast
from pathlib import Path

from qinkang.mistake import Mistake

__all__ = ["Mistake", "descriptions"]


def descriptions() -> dict[str, str]:
    """Return each command's name and docstring, in alphabetical order."""
    files = sorted(Path(__file__).parent.glob("[!_]*.py"))
    return {file.stem: ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "" for file in files}
