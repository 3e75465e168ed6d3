"""The repository as data: its files and what its settings say."""

import ast
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "qinkang"


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def modules() -> dict[str, ast.Module]:
    """Give the syntax tree of every module in src, by path from the package; migrations too."""
    return {
        path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
    }


@pytest.fixture(scope="session")
def project() -> dict:
    """Give pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def layers(project) -> dict[str, int]:
    """Give each package's height; what stands side by side has the same."""
    contract = next(one for one in project["tool"]["importlinter"]["contracts"] if one["id"] == "layers")
    rows = [row.replace("(", "").replace(")", "").replace(":", "|").split("|") for row in contract["layers"]]
    return {name.strip(): height for height, row in enumerate(reversed(rows)) for name in row}


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """Give every text file that is, or is about to be, in the repository."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    found = {}
    for name in filter(None, listed.stdout.decode().split("\0")):
        try:
            found[name] = (ROOT / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
    return found
