"""In which encoding a text is written, judged on every byte of it, and the text as UTF-8.

A sample from the beginning is not enough: a file joined from two senders is UTF-8 for 80,000 lines and
GBK afterwards. So each non-ASCII line that breaks the rule of the others decides for itself.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from qinkang.readers.source import Unreadable

BLOCK = 8 << 20  # bytes read at a time; the fast parser wants megabytes, memory wants few of them
LONGEST_LINE = 32 << 20  # a longer "line" is no table
RUBBISH = 0.05  # more than this share of NUL bytes: not a text (UTF-16 without a mark has more)

UTF8_BOM = codecs.BOM_UTF8
THREE_BYTE = re.compile(r"[\u0800-\U0010ffff]")  # what UTF-8 writes in three bytes or four: all Han is there


@dataclass(frozen=True)
class Encoding:
    """How a text is to be decoded.

    Attributes:
        name: "utf-8", "utf-8-sig", "gb18030" or "utf-16"; of a mixed file the one of most lines.
        mixed: lines in both UTF-8 and GB18030, or lines in neither, occur.
        old_mac: lines end with CR alone.
    """

    name: str
    mixed: bool = False
    old_mac: bool = False

    @property
    def says(self) -> str:
        """The sentence for the user."""
        told = {"utf-8-sig": "UTF-8（带 BOM）"}.get(self.name, self.name.upper())
        if self.mixed:
            return f"文件的编码不一致：多数行是 {told}，其余各行分别判断。"
        return f"文件按 {told} 编码读取。"


@dataclass
class Passage:
    """Some whole lines as UTF-8, each ended by LF.

    Attributes:
        text: the lines.
        line: number of the first one, from 1.
        foreign: numbers of lines read in the encoding that is not the file's.
        undecodable: numbers of lines that are in no known encoding; they stand in `text` with U+FFFD.
        nul: numbers of lines from which NUL bytes were removed.
    """

    text: bytes
    line: int
    foreign: list[int] = field(default_factory=list)
    undecodable: list[int] = field(default_factory=list)
    nul: list[int] = field(default_factory=list)


def detect(stream: BinaryIO) -> Encoding:
    """Read the whole stream once and say how it is encoded.

    Raises:
        Unreadable: it is no text in UTF-8, GB18030 or UTF-16 with a byte-order mark.
    """
    stream.seek(0)
    head = stream.read(3)
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return _utf16(stream)
    utf8 = "utf-8-sig" if head == UTF8_BOM else "utf-8"
    stream.seek(0)
    strict = codecs.getincrementaldecoder("utf-8")("strict")
    is_utf8, lf, cr = True, False, False
    size = nul = 0
    for block in _blocks(stream):
        size += len(block)
        nul += block.count(b"\0")
        lf = lf or b"\n" in block
        cr = cr or b"\r" in block
        try:
            if is_utf8:
                strict.decode(block)
        except UnicodeDecodeError:
            is_utf8 = False
    try:
        strict.decode(b"", final=is_utf8)
    except UnicodeDecodeError:
        is_utf8 = False
    if nul > size * RUBBISH:
        raise Unreadable(
            "文件里有大量空字符（NUL），不像文本表格，也可能是不带 BOM 的 UTF-16。"
            "请用 Excel 或 WPS 打开后另存为“CSV UTF-8”或 XLSX 再提交。"
        )
    old_mac = cr and not lf
    return Encoding(utf8, old_mac=old_mac) if is_utf8 else _census(stream, utf8, old_mac)


def passages(stream: BinaryIO, encoding: Encoding) -> Iterator[Passage]:
    """The text in passages of about BLOCK bytes, transcoded to UTF-8.

    Raises:
        Unreadable: a line is longer than LONGEST_LINE.
    """
    line = 1
    for block in _whole_lines(stream, encoding):
        passage = Passage(block, line)
        if encoding.mixed:
            _decode_each(passage, encoding.name)
        elif encoding.name == "gb18030":
            passage.text = block.decode("gb18030").encode()
        if b"\0" in passage.text:
            lines = passage.text.split(b"\n")
            passage.nul = [line + index for index, text in enumerate(lines) if b"\0" in text]
            passage.text = passage.text.replace(b"\0", b"")
        yield passage
        line += block.count(b"\n")


def encoding_of(line: bytes) -> str | None:
    """The encoding of one line: "ascii", "utf-8", "gb18030", "either", or None for none of them.

    Two-byte sequences of UTF-8 are often good GBK as well (the famous 联通), so a line without any
    longer sequence leaves the choice to its neighbours.
    """
    if line.isascii():
        return "ascii"
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030" if _is_gb18030(line) else None
    return "utf-8" if THREE_BYTE.search(text) or not _is_gb18030(line) else "either"


def _is_gb18030(line: bytes) -> bool:
    try:
        line.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _utf16(stream: BinaryIO) -> Encoding:
    stream.seek(0)
    strict = codecs.getincrementaldecoder("utf-16")("strict")
    old_mac, lf = False, False
    try:
        for block in _blocks(stream):
            text = strict.decode(block)
            old_mac |= "\r" in text
            lf |= "\n" in text
        strict.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise Unreadable(
            "文件标明是 UTF-16 编码，但内容已损坏。请重新导出，或另存为“CSV UTF-8”再提交。"
        ) from error
    return Encoding("utf-16", old_mac=old_mac and not lf)


def _census(stream: BinaryIO, utf8: str, old_mac: bool) -> Encoding:
    """Let each line that is not ASCII vote."""
    votes: dict[str | None, int] = {}
    for block in _whole_lines(stream, Encoding("gb18030", old_mac=old_mac)):
        for line in block.split(b"\n"):
            vote = encoding_of(line)
            votes[vote] = votes.get(vote, 0) + 1
    in_utf8, in_gb, in_none = votes.get("utf-8", 0), votes.get("gb18030", 0), votes.get(None, 0)
    if in_none > in_utf8 + in_gb:
        raise Unreadable(
            "文件不是文本表格，或编码无法识别（既不是 UTF-8，也不是 GB18030）。"
            "请用 Excel 或 WPS 打开后另存为“CSV UTF-8”或 XLSX 再提交。"
        )
    name = utf8 if in_utf8 > in_gb or utf8 == "utf-8-sig" else "gb18030"
    return Encoding(name, mixed=bool(in_none or (in_utf8 and in_gb) or utf8 == "utf-8-sig"), old_mac=old_mac)


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    """Full blocks, also from a stream that gives less than it is asked for."""
    while True:
        parts: list[bytes] = []
        missing = BLOCK
        while missing and (part := stream.read(missing)):
            parts.append(part)
            missing -= len(part)
        if not parts:
            return
        yield b"".join(parts)


def _whole_lines(stream: BinaryIO, encoding: Encoding) -> Iterator[bytes]:
    """Blocks cut behind a line end (neither GB18030 nor UTF-8 uses LF or CR inside a character)."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-16")() if encoding.name == "utf-16" else None
    left = b""
    first = True
    for block in _blocks(stream):
        if decoder is not None:
            block = decoder.decode(block).encode()
        if first:
            block = block.removeprefix(UTF8_BOM)
            first = False
        if encoding.old_mac:
            block = block.replace(b"\r", b"\n")
        cut = block.rfind(b"\n") + 1
        if cut:
            yield left + block[:cut]
            left = block[cut:]
        else:
            left += block
        if len(left) > LONGEST_LINE:
            raise Unreadable(
                f"文件里有超过 {LONGEST_LINE >> 20} MB 没有换行的内容，不是表格。请检查导出的文件。"
            )
    if left:
        yield left + b"\n"


def _decode_each(passage: Passage, usual: str) -> None:
    usual = "gb18030" if usual == "gb18030" else "utf-8"
    lines = passage.text.split(b"\n")
    for index, line in enumerate(lines):
        found = encoding_of(line)
        if found == "ascii":
            continue
        if found is None:
            passage.undecodable.append(passage.line + index)
            lines[index] = line.decode(usual, "replace").encode()
            continue
        if found not in ("either", usual):
            passage.foreign.append(passage.line + index)
        lines[index] = line.decode(usual if found == "either" else found).encode()
    passage.text = b"\n".join(lines)
