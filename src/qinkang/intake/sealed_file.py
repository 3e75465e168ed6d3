"""Files that rest sealed: written in chunks, read back anywhere, never in the clear on disk.

Layout: `QKSF` · version 1 · key id (4 bytes) · file id (16) · chunk size (4), then the chunks, each
nonce (12) · tag (16) · ciphertext. A chunk is sealed with SM4-GCM; its associated data is the file id,
its number, whether it is the last, and the chunk size, so that chunks cannot be moved, dropped or cut off
unnoticed. All integers are big-endian.
"""

from __future__ import annotations

import io
import os
import struct
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

MAGIC = b"QKSF"
VERSION = 1
HEADER = struct.Struct(">4sBI16sI")
NONCE, TAG = 12, 16
OVERHEAD = NONCE + TAG
CHUNK = 1 << 20  # 1 MiB: a reader holds two of them


class Tampered(Exception):
    """The sealed file was changed, cut off, or sealed under another key."""

    def __init__(self) -> None:
        super().__init__("封存的文件已被改动、截断，或不是用本库的密钥封存的，请从备份恢复。")


def seal_stream(plain: BinaryIO, sealed: BinaryIO, *, key: bytes, key_id: int) -> int:
    """Seal everything that can still be read from `plain`; returns how many bytes that was."""
    file_id = os.urandom(16)
    sealed.write(HEADER.pack(MAGIC, VERSION, key_id, file_id, CHUNK))
    size = number = 0
    block = _full(plain)
    while True:
        following = _full(plain) if len(block) == CHUNK else b""
        nonce = os.urandom(NONCE)
        encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(_place(file_id, CHUNK, number, last=not following))
        ciphertext = encryptor.update(block) + encryptor.finalize()
        sealed.write(nonce + encryptor.tag + ciphertext)
        size += len(block)
        number += 1
        if not following:
            return size
        block = following


def key_id_of(sealed: BinaryIO) -> int:
    """Under which key the file was sealed. The stream is left at its start."""
    sealed.seek(0)
    return _header(sealed)[0]


def open_sealed(sealed: BinaryIO, *, key: bytes) -> BinaryIO:
    """The plain bytes of a sealed file as a seekable stream that decrypts as it is read.

    Raises:
        Tampered: while reading, as soon as a chunk does not stand where and as it was written.
    """
    return io.BufferedReader(_Sealed(sealed, key), CHUNK)


class _Sealed(io.RawIOBase):
    def __init__(self, sealed: BinaryIO, key: bytes) -> None:
        self._file = sealed
        self._key = key
        sealed.seek(0)
        _, self._file_id, self._chunk_size = _header(sealed)
        body = sealed.seek(0, io.SEEK_END) - HEADER.size
        self._chunks = -(-body // (self._chunk_size + OVERHEAD))
        self._size = body - self._chunks * OVERHEAD
        self._at = 0
        self._held: tuple[int, bytes] = (-1, b"")
        if self._size < 0 or self._chunks < 1:
            raise Tampered

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError(offset)
        self._at = start + offset
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._at >= self._size and self._size:
            return 0
        number, within = divmod(self._at, self._chunk_size)
        piece = self._plain(number)[within : within + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _plain(self, number: int) -> bytes:
        if self._held[0] == number:
            return self._held[1]
        self._file.seek(HEADER.size + number * (self._chunk_size + OVERHEAD))
        sealed = self._file.read(self._chunk_size + OVERHEAD)
        nonce, tag, ciphertext = sealed[:NONCE], sealed[NONCE:OVERHEAD], sealed[OVERHEAD:]
        try:
            decryptor = Cipher(algorithms.SM4(self._key), modes.GCM(nonce, tag)).decryptor()
            last = number == self._chunks - 1
            decryptor.authenticate_additional_data(_place(self._file_id, self._chunk_size, number, last=last))
            plain = decryptor.update(ciphertext) + decryptor.finalize()
        except (InvalidTag, ValueError) as problem:
            raise Tampered from problem
        self._held = (number, plain)
        return plain


def _header(sealed: BinaryIO) -> tuple[int, bytes, int]:
    head = sealed.read(HEADER.size)
    if len(head) < HEADER.size:
        raise Tampered
    magic, version, key_id, file_id, chunk_size = HEADER.unpack(head)
    if (magic, version) != (MAGIC, VERSION) or not chunk_size:
        raise Tampered
    return key_id, file_id, chunk_size


def _place(file_id: bytes, chunk_size: int, number: int, *, last: bool) -> bytes:
    return file_id + chunk_size.to_bytes(4, "big") + number.to_bytes(8, "big") + (b"\1" if last else b"\0")


def _full(plain: BinaryIO) -> bytes:
    """A whole chunk, or what is left: a stream may give less than asked although it has more."""
    pieces: list[bytes] = []
    wanted = CHUNK
    while wanted and (piece := plain.read(wanted)):
        pieces.append(piece)
        wanted -= len(piece)
    return b"".join(pieces)
