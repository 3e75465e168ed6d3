"""layers.md: the packages, highest first, as pyproject.toml orders them and as each describes itself."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

from qinkang.standards.printing.markdown import page, table


def layers_page(root: Path) -> str:
    """The table of layers."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = next(one["layers"] for one in contracts["contracts"] if one["id"] == "layers")
    rows = [
        (str(height), f"`{name.strip(' ()')}`", _first_line(root / "src/qinkang", name.strip(" ()")))
        for height, row in zip(range(len(layers), 0, -1), layers, strict=True)
        for name in row.replace(":", "|").split("|")
    ]
    return page(
        "# Layers",
        "A package imports only packages with a smaller number. Those with the same number may not import "
        "one another, except at the bottom. `pyproject.toml` fixes the order and `./qk test` holds it.",
        table(("layer", "package", "what it is"), rows),
    )


def _first_line(source: Path, name: str) -> str:
    file = next((f for f in (source / name / "__init__.py", source / f"{name}.py") if f.exists()), None)
    if file is None:
        return "not there yet"
    described = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return " ".join(described.partition("\n\n")[0].split())
