"""The manual, as it lies in docs/manual, for the pages under 帮助."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from qinkang import home

PICTURES = "pictures/"
CLAUSES = re.compile("^条款：.*$", re.MULTILINE)
"""Which clauses a chapter serves: for the list of clauses, not for those who read it."""


@dataclass(frozen=True)
class Chapter:
    """One chapter: its name in addresses, its title, its text as HTML."""

    name: str
    title: str
    html: SafeString


def folder() -> Path:
    """Return where the manual lies."""
    return home.checkout() / "docs" / "manual"


@cache
def chapters() -> dict[str, Chapter]:
    """Return the chapters by name, in the order of their names. They change only with the product."""
    return {path.stem: _chapter(path) for path in sorted(folder().glob("*.md"))}


def picture(name: str) -> bytes | None:
    """Return a picture of the manual; None for anything else."""
    path = folder() / "pictures" / name
    if not name.endswith(".png") or path.parent != folder() / "pictures" or not path.is_file():
        return None
    return path.read_bytes()


def _chapter(path: Path) -> Chapter:
    text = path.read_text(encoding="utf-8")
    heading, _, rest = text.partition("\n")
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(re.sub(CLAUSES, "", rest))
    for token in tokens:
        for inner in token.children or ():
            source = inner.attrGet("src")
            if inner.type == "image" and isinstance(source, str) and source.startswith(PICTURES):
                inner.attrSet("src", reverse("operations:picture", args=[source.removeprefix(PICTURES)]))
                inner.attrSet("loading", "lazy")
    # The text is ours, from the repository, and raw HTML in it is not passed through.
    html = mark_safe(reader.renderer.render(tokens, reader.options, {}))  # noqa: S308
    return Chapter(path.stem, heading.removeprefix("# ").strip(), html)
