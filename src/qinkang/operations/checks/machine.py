"""The machine and its processes: database, disk, workers."""

from __future__ import annotations

import shutil

from django.conf import settings
from django.db import connection

from qinkang import home
from qinkang.kernel import clock
from qinkang.operations.checks import Check, Tone, age

SILENT = 60.0  # seconds without a sign of life after which a worker counts as dead
SHORT, VERY_SHORT = 0.15, 0.05  # of the disk that is free


def database() -> Check:
    """Version and size."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), pg_database_size(current_database()),"
            " (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()),"
            " current_setting('max_connections')::int"
        )
        version, size, used, most = cursor.fetchone()
    says = f"PostgreSQL {version}，{size / 2**30:.2f} GB，连接 {used}/{most}"
    if used > 0.8 * most:
        return Check("数据库", Tone.WAIT, says, "连接数接近上限，请检查网页和后台进程的数目。")
    if settings.EMBEDDED:
        return Check(
            "数据库",
            Tone.WAIT,
            f"{says}；内置数据库",
            "内置数据库只供演示和试用，正式运行请设置 DATABASE_URL。",
        )
    return Check("数据库", Tone.GOOD, says)


def disk() -> Check:
    """Free space where data, landed files and logs are written."""
    total, _, free = shutil.disk_usage(home.var())
    share = free / total
    says = f"可用 {free / 2**30:,.1f} GB（{share:.0%}）"
    if share < VERY_SHORT:
        return Check("磁盘空间", Tone.BAD, says, "请立即清理或扩容；写满后不能再接收文件。")
    return Check(
        "磁盘空间", Tone.WAIT if share < SHORT else Tone.GOOD, says, "请安排扩容。" if share < SHORT else ""
    )


def workers() -> Check:
    """Workers that gave a sign of life."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_heartbeat FROM procrastinate_workers")
        beats = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "SELECT count(*), min(scheduled_at) FROM procrastinate_jobs"
            " WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= %s)",
            [clock.now()],
        )
        waiting, _ = cursor.fetchone()
    now = clock.now()
    alive = [beat for beat in beats if (now - beat).total_seconds() < SILENT]
    says = f"{len(alive)} 个进程在工作，{waiting} 个任务等待执行"
    if alive:
        return Check("后台任务", Tone.GOOD, says)
    last = f"，最后一次活动在{age((now - max(beats)).total_seconds())}前" if beats else ""
    return Check(
        "后台任务", Tone.BAD, f"没有进程在工作{last}", "请启动 ./qk worker；批次不会入库，也不会报送。"
    )
