"""建立或更新数据库结构

以所有者身份执行全部迁移，登记密钥，重建暂存表，并授予任务队列的权限。可以反复运行；没有变化时什么也不改。
"""

import argparse
import os

import django

from qinkang import supervisor


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take none."""


def run(options: argparse.Namespace) -> int:
    """Bring the database up to date and say so."""
    os.environ["QK_ROLE"] = "owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qinkang.web.settings")
    with supervisor.running():
        django.setup()
        from qinkang.records.laying_out import bring_up_to_date  # after the apps are known

        bring_up_to_date(verbosity=1)
    print("数据库结构已是最新。")
    return 0
