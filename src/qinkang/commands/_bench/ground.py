"""What benches stand on: an own embedded PostgreSQL with every table, and people to act as."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from qinkang import supervisor
from qinkang.mistake import Mistake
from qinkang.supervisor import Database


@contextmanager
def database(role: str = "worker") -> Iterator[Database]:
    """Give an empty database with all tables, in `QK_VAR`; this process acts as one of the roles."""
    if supervisor.database.named_server():
        raise Mistake("测量只用自带的数据库。请取消环境变量 DATABASE_URL 和 QK_OWNER_URL 后重试。")
    os.environ.update(QK_ROLE=role, DJANGO_SETTINGS_MODULE="qinkang.web.settings")
    with supervisor.running() as running:
        done = subprocess.run(
            [sys.executable, "-m", "qinkang", "migrate"], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Mistake(f"数据库没有建立成功：\n{done.stderr.strip()[-2000:]}")
        import django

        django.setup()
        yield running
