"""从备份恢复到一个新的文件夹

恢复到 QK_VAR 指定的文件夹（默认 var），其中不能已有数据。恢复后启动数据库，核对密钥，并试读一条封存的身份信息，
证明这份备份可用。指定的文件夹里有多份备份时取最新的一份。
"""

import argparse
import os
from pathlib import Path

import django
from rich.console import Console

from qinkang import home, supervisor
from qinkang.commands._backup.keys import passphrase
from qinkang.commands._backup.reading import chosen, restore
from qinkang.mistake import Mistake


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which backup."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="备份所在的文件夹")


def run(options: argparse.Namespace) -> int:
    """Restore, try, and say what is there."""
    if supervisor.named_server():
        raise Mistake(
            "正在使用自有的数据库服务器。请取消 DATABASE_URL 后恢复到内置数据库，或按服务器的办法恢复。"
        )
    backup = chosen(options.folder)
    words = passphrase(new=False)
    with Console(stderr=True).status("恢复…") as status:
        told = restore(backup, home.var(), words, lambda says: status.update(f"{says}…"))
        status.update("启动数据库，试读…")
        os.environ["QK_ROLE"] = "worker"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qinkang.web.settings")
        with supervisor.running():
            django.setup()
            from qinkang.commands._backup.trying import tried  # after the apps are known

            came = tried()
    print(f"已恢复 {told['made_at']} 的备份（版本 {told['version']}）到 {home.var()}。")
    print(
        f"批次 {came.batches:,} 个，人员 {came.persons:,} 人；封存身份试读 {came.opened} 条，接收文件试读 {came.files} 个。"
    )
    return 0
