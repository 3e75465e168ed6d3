"""The watched folder: files that a sender's system puts down are taken to the landing place.

    QK_DROP/<sender's code>/<data set's code>/2025年体检.xlsx

A file counts as whole when it has not changed for a while; names of unfinished transfers are passed over.
Only when the batch is entered is the plain file removed. Dying in between lands the same bytes again,
which are the same batch. What cannot be taken stays where it is, with a note beside it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qinkang.accounts.scope import Acting, deed
from qinkang.intake.landing import Arrival, adopt, landing_folder, seal_whole
from qinkang.intake.models import Sender
from qinkang.kernel import clock
from qinkang.pipeline.everywhere import everywhere
from qinkang.standards.dataset import DATASETS

QUIET = 30.0  # seconds without a change after which a file is whole
UNFINISHED = (".part", ".tmp", ".filepart", ".crdownload", ".swp")  # as transfer programs name them
NOTE = ".说明.txt"
RECEIVED = ".已接收.txt"


@dataclass(frozen=True)
class Dropped:
    """A file that lies in the folder of a sender and a data set."""

    path: Path
    sender: str
    dataset: str


def folder() -> Path | None:
    """Return the watched folder, None where this installation has none."""
    told = os.environ.get("QK_DROP")
    return Path(told).resolve() if told else None


def take_up() -> int:
    """Land every file that is whole; return how many."""
    root = folder()
    if root is None or not root.is_dir():
        return 0
    by = everywhere("job:dropped", "从交换目录接收文件")
    found = [one for one in _files(root) if _is_whole(one.path)]
    return sum(_taken(one, by) for one in found)


def _files(root: Path) -> Iterator[Dropped]:
    for path in sorted(root.glob("*/*/*")):
        hidden = path.name.startswith((".", "~$")) or path.name.endswith((NOTE, RECEIVED))
        if not hidden and not path.name.lower().endswith(UNFINISHED):
            yield Dropped(path, path.parent.parent.name, path.parent.name)


def _is_whole(path: Path) -> bool:
    """Whether it is a file of its own (no link to somewhere else) that nobody has changed for a while."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISREG(found.st_mode) and clock.now().timestamp() - found.st_mtime >= QUIET


def _taken(one: Dropped, by: Acting) -> bool:
    with deed(by):
        sender = Sender.objects.filter(code=one.sender, active=True).first()
    if sender is None or one.dataset not in DATASETS:
        what = f"没有代码为“{one.sender}”的启用的报送系统" if sender is None else f"没有数据集“{one.dataset}”"
        _say(one.path, NOTE, f"{what}，文件没有接收。请把文件放到 报送系统代码/数据集代码/ 目录下。")
        return False
    before = one.path.lstat()
    with one.path.open("rb") as plain:
        sealed, digest = seal_whole(plain, landing_folder())
    after = one.path.lstat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        sealed.unlink()  # it grew while it was read: it comes next time, whole
        return False
    landed = adopt(sealed, digest, Arrival(sender, one.dataset, one.path.name, clock.now()), by=by)
    one.path.unlink()
    one.path.with_name(one.path.name + NOTE).unlink(missing_ok=True)
    again = "（与以前收到的文件相同，未重复处理）" if landed.again else ""
    _say(one.path, RECEIVED, f"已接收，批次 {landed.batch.pk}{again}，{clock.now():%Y-%m-%d %H:%M}。")
    return True


def _say(path: Path, ending: str, words: str) -> None:
    """Leave a word beside a file; the same word is not written again."""
    note = path.with_name(path.name + ending)
    if not note.exists() or note.read_text(encoding="utf-8") != words:
        note.write_text(words, encoding="utf-8")
