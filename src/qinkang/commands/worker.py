"""执行后台任务：批次入库、对外报送

一直运行，直到收到结束信号。可以同时运行多个；任何一个中断，工作都不会丢失。
"""

import argparse
import os

import django

from qinkang import supervisor


def arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(options: argparse.Namespace) -> int:
    """Work until told to stop."""
    os.environ["QK_ROLE"] = "worker"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qinkang.web.settings")
    with supervisor.running():
        django.setup()
        from qinkang.pipeline.working import work  # after the apps are known

        work()
    return 0
