"""What is installed here: the product, what it runs on, the data sets and rules it knows."""

from __future__ import annotations

import platform
import re
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

import qinkang.cleansing.rules  # noqa: F401  - makes the rules known
from qinkang import home
from qinkang.cleansing.sayings import rules_by_code
from qinkang.kernel import clock
from qinkang.registry.questions import rulebook
from qinkang.standards.dataset import DATASETS


@dataclass(frozen=True)
class KnownDataset:
    """A data set as this installation knows it."""

    code: str
    title: str
    edition: str
    fields: int
    rules: int


def software() -> list[tuple[str, str]]:
    """Return what runs here, name and version."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), max(name) FROM django_migrations")
        server, _ = cursor.fetchone()
        cursor.execute("SELECT count(*), max(applied) FROM django_migrations")
        steps, applied = cursor.fetchone()
    return [
        ("秦康", settings.VERSION),
        ("代码版本", revision() or "—"),
        ("数据库结构", f"{steps} 步，最近更新于 {applied.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}"),
        ("规则手册", rulebook(clock.today()).hash[:16]),
        ("PostgreSQL", server),
        ("Python", platform.python_version()),
    ]


def datasets() -> list[KnownDataset]:
    """Return every data set with its edition and how many fields and rules it has."""
    return [
        KnownDataset(code, one.title, one.edition, len(one.columns), len(rules_by_code(code)))
        for code, one in DATASETS.items()
    ]


def revision() -> str:
    """Return the commit of this checkout, without asking git; empty where there is none."""
    git = home.checkout() / ".git"
    try:
        head = (git / "HEAD").read_text(encoding="ascii").strip()
        if head.startswith("ref: "):
            name = head.removeprefix("ref: ")
            loose = git / name
            packed = (git / "packed-refs").read_text(encoding="ascii") if not loose.exists() else ""
            head = loose.read_text(encoding="ascii").strip() if loose.exists() else _packed(packed, name)
    except OSError:
        return ""
    return head[:12] if re.fullmatch(r"[0-9a-f]{40}", head) else ""


def _packed(refs: str, name: str) -> str:
    return next((line.split()[0] for line in refs.splitlines() if line.endswith(f" {name}")), "")
