"""备份数据库、接收的文件和密钥

在运行中备份到指定文件夹下的一个新文件夹。密钥用备份口令封存，口令取自环境变量 QK_BACKUP_PASSPHRASE 或在终端输入；
口令要与备份分开保管，遗失后备份无法恢复。使用自有数据库服务器（DATABASE_URL）时，数据库由服务器自己的备份负责。
"""

import argparse
import json
import os
from pathlib import Path

from rich.console import Console

from qinkang import home, supervisor
from qinkang.commands._backup.keys import passphrase
from qinkang.commands._backup.writing import write_backup
from qinkang.kernel import clock
from qinkang.mistake import Mistake


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to write it."""
    parser.add_argument(
        "folder", type=Path, metavar="DIR", help="备份写入的文件夹，每次新建一个以时间命名的子文件夹"
    )


def run(options: argparse.Namespace) -> int:
    """Write a backup and say where it is."""
    os.environ["QK_ROLE"] = "worker"
    if not (home.var() / "keys" / "ring.json").exists():
        raise Mistake(f"{home.var()} 里还没有数据，没有可备份的内容。")
    words = passphrase(new=True)
    console = Console(stderr=True)
    with supervisor.running() as database:
        if not database.embedded:
            raise Mistake(
                "正在使用自有的数据库服务器，它的备份请按服务器的办法做（见 docs/how-to/back-up.md），"
                f"并一起保存 {home.var()} 下的 keys、landing 文件夹。"
            )
        with console.status("备份…") as status:
            made = write_backup(home.var(), options.folder, words, lambda says: status.update(f"{says}…"))
    size = sum(path.stat().st_size for path in made.rglob("*") if path.is_file())
    note = {"made_at": clock.now().isoformat(timespec="seconds"), "bytes": size}
    (home.var() / "last-backup.json").write_text(json.dumps(note), encoding="ascii")  # for 运行状况
    print(f"已备份到 {made}（{size / 1e6:,.1f} MB）。请定期用 ./qk restore 在另一个文件夹试恢复。")
    return 0
