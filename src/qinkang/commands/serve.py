"""提供网页服务

先整理页面资源，再由若干进程提供网页，直到按 Ctrl+C。内置数据库没有运行时随之启动。正式环境请在前面放置提供 TLS 的
反向代理。数据库结构须已由 ./qk migrate 建立。
"""

import argparse
import os
import sys

import django
import httpx

from qinkang import home, supervisor
from qinkang.mistake import Mistake
from qinkang.supervisor import Program, Supervisor


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add where to listen and with how many processes."""
    parser.add_argument("--host", default="127.0.0.1", metavar="HOST", help="监听的地址，默认只限本机")
    parser.add_argument("--port", type=int, default=8000, metavar="PORT", help="监听的端口，默认 8000")
    parser.add_argument("--processes", type=int, default=2, metavar="N", help="进程数，默认 2")


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    os.environ["QK_ROLE"] = "web"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qinkang.web.settings")
    with supervisor.running(), Supervisor() as watching:
        django.setup()
        from qinkang.web import assets  # after the apps are known

        refuse_old_tables()
        assets.build()
        watching.start(pages(options.host, options.port, options.processes))
        print(f"网页已就绪：http://{options.host}:{options.port}/ ，按 Ctrl+C 结束。", flush=True)
        watching.wait()
    return 0


def refuse_old_tables() -> None:
    """Raise Mistake where the database has not all the migrations of this version."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    if set(loader.graph.leaf_nodes()) - set(loader.applied_migrations):
        raise Mistake("数据库结构还没有建立或不是最新。请先运行 ./qk migrate，再运行本命令。")


def pages(host: str, port: int, processes: int) -> Program:
    """Return the program that serves the pages: processes of two threads, replaced when one hangs or dies."""
    command = (
        sys.executable, "-m", "gunicorn", "qinkang.web.wsgi", f"--bind={host}:{port}", f"--workers={processes}",
        "--threads=2", "--timeout=60", "--graceful-timeout=10", "--max-requests=5000", "--max-requests-jitter=500",
        "--log-level=warning", "--no-control-socket",
    )  # fmt: skip
    log = home.logs() / "web.log"
    return Program("网页服务", command, log, ready=lambda: answers(host, port), env={"QK_ROLE": "web"})


def answers(host: str, port: int) -> bool:
    """Tell whether the pages answer."""
    try:
        address = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104  - the machine itself is asked
        return httpx.get(f"http://{address}:{port}/health/", timeout=2).is_success
    except httpx.HTTPError:
        return False
