"""Files that come in by page: piece by piece over slow lines, each piece sealed as it arrives.

A piece that arrives twice is the same piece, and a line that broke goes on with what is missing. The
pieces lie in a folder of the upload's own until the whole is put together, sealed and hashed as a landed
file is; taking it in moves that file into the landing place.
"""

from __future__ import annotations

import io
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from qinkang.intake.landing import landing_folder, make_durable, open_sealed_at, seal_whole
from qinkang.intake.models import Upload
from qinkang.intake.sealed_file import seal_stream
from qinkang.mistake import Mistake
from qinkang.records.keys import Family, key_ring

PIECE = 512 << 10  # two seconds of a line of 2 Mbit/s
LARGEST = 1 << 30  # bytes of a file: more than a province's month in CSV


class UploadMistake(Mistake):
    """An upload that cannot go on; says what to do."""


def new_place() -> str:
    """Draw a name for a new upload's folder, and make it."""
    place = secrets.token_hex(16)
    (_uploads() / place).mkdir(mode=0o700)
    return place


def pieces_of(size: int) -> int:
    """How many pieces a file of so many bytes has."""
    return -(-size // PIECE)


def there(upload: Upload) -> list[int]:
    """Numbers of the pieces that have arrived, in order."""
    return sorted(int(one.stem) for one in _folder(upload.place).glob("*.piece"))


def keep_piece(place: str, number: int, content: bytes) -> None:
    """Seal one piece and make sure that it is on disk; a piece that came before is written anew."""
    folder = _folder(place)
    key = key_ring().writing(Family.FILE)
    with tempfile.NamedTemporaryFile(dir=folder, prefix="arriving-", delete=False) as out:
        seal_stream(io.BytesIO(content), out, key=key.secret, key_id=key.number)
        out.flush()
        os.fsync(out.fileno())
    Path(out.name).replace(folder / f"{number}.piece")
    make_durable(folder)


def refuse_wrong_piece(upload: Upload, number: int, length: int) -> None:
    """Raise UploadMistake for a piece that cannot be one of this file."""
    count = pieces_of(upload.size)
    wanted = PIECE if number < count - 1 else upload.size - PIECE * (count - 1)
    if number >= count or length != wanted:
        raise UploadMistake("这一段与文件的大小不符。文件可能在上传时被改动，请放弃后重新选择文件上传。")


def put_together(upload: Upload) -> bytes:
    """Make one sealed file of the pieces; return its keyed hash. The pieces stay: see `forget_pieces`.

    Raises:
        UploadMistake: pieces are missing.
    """
    folder = _folder(upload.place)
    numbers = there(upload)
    if numbers != list(range(pieces_of(upload.size))):
        raise UploadMistake("上传的文件不完整，请重新上传。")
    sealed, digest = seal_whole(_Joined(folder / f"{number}.piece" for number in numbers), folder)
    sealed.replace(whole_of(upload))
    make_durable(folder)
    return digest


def forget_pieces(upload: Upload) -> None:
    """Take away the pieces of a file that was put together and whose hash is written down."""
    for piece in _folder(upload.place).glob("*.piece"):
        piece.unlink()


def whole_of(upload: Upload) -> Path:
    """Where the whole file lies sealed, once it was put together."""
    return _folder(upload.place) / "whole.sealed"


def open_whole(upload: Upload) -> BinaryIO:
    """The bytes of the whole file, decrypted as they are read."""
    return open_sealed_at(whole_of(upload))


def forget(upload: Upload) -> None:
    """Take away whatever of an upload still lies here."""
    shutil.rmtree(_folder(upload.place), ignore_errors=True)


def _uploads() -> Path:
    folder = landing_folder() / "uploads"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _folder(place: str) -> Path:
    return _uploads() / place


class _Joined(io.RawIOBase):
    """Sealed pieces, read one after another as one stream."""

    def __init__(self, pieces: Iterator[Path]) -> None:
        self._pieces = pieces
        self._open: BinaryIO | None = None

    def read(self, size: int = -1) -> bytes:
        while True:
            if self._open is None:
                following = next(self._pieces, None)
                if following is None:
                    return b""
                self._open = open_sealed_at(following)
            if content := self._open.read(size):
                return content
            self._open.close()
            self._open = None
