"""Zip archives: the files in them, checked before they are unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from qinkang.readers.source import Unreadable

MOST_FILES = 100
UNPACKED_LIMIT = 512 << 20  # bytes of one file; it is held in memory, for nothing unsealed goes to disk
SUSPICIOUS_RATIO = 200  # delimited text packs 5:1 to 30:1, bombs 1000:1
SUSPICIOUS_SIZE = 20 << 20  # below this no ratio hurts
READ_BYTES = 1 << 20

DAMAGED = "压缩包已损坏，无法解压。请重新压缩后再提交。"
BOMB = (
    "压缩包解压后过大，可能已损坏或被恶意构造，已拒绝读取。请核对来源；若确有这么多数据，请分成几个文件提交。"
)
PASSWORD = "压缩包设有密码，无法解压。请取消密码后再提交。"  # noqa: S105
NESTED = ".zip", ".rar", ".7z", ".gz", ".tar"


@dataclass(frozen=True)
class Member:
    """One file in an archive, unpacked."""

    name: str
    stream: BinaryIO


class Archive:
    """A zip opened for reading: its files' names at once, each unpacked on demand."""

    def __init__(self, stream: BinaryIO) -> None:
        """Open and check.

        Raises:
            Unreadable: damage, a password, nothing in it, archives within, too many or too large files.
        """
        stream.seek(0)
        try:
            self._zip = zipfile.ZipFile(stream, metadata_encoding="gb18030")  # Windows in China writes it
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise Unreadable(DAMAGED) from error
        self._infos = [info for info in self._zip.infolist() if not _is_by_the_way(info)]
        if not self._infos:
            raise Unreadable("压缩包里没有文件。请检查是否压缩成功，或是否选错了文件。")
        if len(self._infos) > MOST_FILES:
            raise Unreadable(
                f"压缩包里有 {len(self._infos)} 个文件，一次最多 {MOST_FILES} 个。请分几次提交。"
            )
        for info in self._infos:
            if info.flag_bits & 1:
                raise Unreadable(PASSWORD)
            if info.filename.lower().endswith(NESTED):
                raise Unreadable("压缩包里还有压缩包。请解开后直接压缩数据文件再提交。")
            _refuse_bomb(info.file_size, info.compress_size)

    @property
    def is_workbook(self) -> bool:
        """Whether it is an Office file, whose format is a zip too."""
        return any(info.filename.lower() == "[content_types].xml" for info in self._zip.infolist())

    @property
    def names(self) -> tuple[str, ...]:
        """The files' names without their folders, in the order of the archive."""
        return tuple(info.filename.rpartition("/")[2] for info in self._infos)

    def member(self, place: int) -> Member:
        """Unpack one file; what its head says of its size is not believed.

        Raises:
            Unreadable: damage, or larger than allowed.
        """
        info = self._infos[place]
        whole = io.BytesIO()
        try:
            with self._zip.open(info) as part:
                while block := part.read(READ_BYTES):
                    whole.write(block)
                    _refuse_bomb(whole.tell(), info.compress_size)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise Unreadable(DAMAGED) from error
        whole.seek(0)
        return Member(self.names[place], whole)


def _refuse_bomb(unpacked: int, packed: int) -> None:
    if unpacked > UNPACKED_LIMIT or (
        unpacked > SUSPICIOUS_SIZE and unpacked > SUSPICIOUS_RATIO * max(packed, 1)
    ):
        raise Unreadable(BOMB)


def _is_by_the_way(info: zipfile.ZipInfo) -> bool:
    """Folders, and what systems leave behind."""
    name = info.filename.rpartition("/")[2]
    return (
        info.is_dir() or name.startswith((".", "~$")) or name == "Thumbs.db" or "__MACOSX/" in info.filename
    )
