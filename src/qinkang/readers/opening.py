"""One door for files of every format: look at the first bytes, not at the file's name."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import BinaryIO

from qinkang.readers.archive import Archive
from qinkang.readers.delimited import open_delimited
from qinkang.readers.json_records import open_json
from qinkang.readers.source import MOST_COLUMNS, Source, Unreadable
from qinkang.readers.workbook import open_old_workbook, open_workbook
from qinkang.readers.xml_records import open_xml

ZIP = b"PK\x03\x04", b"PK\x05\x06"  # with files, and empty
OFFICE = re.compile(rb"\[Content_Types\]\.xml|_rels/\.rels|docProps/|xl/")  # how most of them begin
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the old Office container: .xls, and .xlsx with a password
ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")  # MS-OFFCRYPTO 2.3.4

# (first bytes, what it is, what to do)
FOREIGN = (
    (b"%PDF", "PDF 文件", "请提交 CSV、XLSX、JSON 或 XML 文件。"),
    (b"\x89PNG", "图片", "请提交 CSV、XLSX、JSON 或 XML 文件。"),
    (b"\xff\xd8\xff", "图片", "请提交 CSV、XLSX、JSON 或 XML 文件。"),
    (b"\x1f\x8b", "压缩文件（gzip）", "请解压，或改用 ZIP 压缩后提交。"),
    (b"Rar!", "压缩文件（RAR）", "请解压，或改用 ZIP 压缩后提交。"),
    (b"7z\xbc\xaf", "压缩文件（7z）", "请解压，或改用 ZIP 压缩后提交。"),
)
# Some systems name a web page .xls.
PAGE = re.compile(rb"(?i)(<\?xml[^>]*>\s*)?<(!doctype\s+html|html|table)\b")
MARKUP = re.compile(rb"<[a-zA-Z!?]")
JSON = re.compile(rb'[{\[]\s*["{}\]]')


class SeveralFiles(Unreadable):
    """An archive with more than one file: each is to be opened alone. `names` has them in order."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        super().__init__(f"压缩包里有 {len(names)} 个文件（{'、'.join(names[:5])}…），请逐个提交。")


def open_source(file: str | Path | BinaryIO, name: str = "") -> Source:
    """Open a file whatever its format and find its header.

    Args:
        file: a path, or any seekable binary stream (a sealed file decrypted on the fly); a stream stays
            open, a path is closed by the Source.
        name: the file's name for messages; of a path by default its last part.

    Raises:
        Unreadable: the file cannot be read, with the sentence for the user.
    """
    if not isinstance(file, str | Path):
        return _open(file, name)
    stream = Path(file).open("rb")  # noqa: SIM115  # closed by the Source
    try:
        source = _open(stream, name or Path(file).name)
    except BaseException:
        stream.close()
        raise
    source.stream = stream
    return source


def _open(stream: BinaryIO, name: str) -> Source:
    source = _opened(stream, name)
    if len(source.header) > MOST_COLUMNS:
        raise Unreadable(
            f"标题行有 {len(source.header)} 列，一次最多 {MOST_COLUMNS} 列，不是报送表。请检查导出的文件或分隔符。"
        )
    return source


def _opened(stream: BinaryIO, name: str) -> Source:
    stream.seek(0)
    head = stream.read(512)
    if not head:
        raise Unreadable("文件是空的（0 字节）。请检查是否导出成功，或是否选错了文件。")
    if head.startswith(ZIP):
        return open_workbook(stream, name) if OFFICE.search(head) else _open_zip(stream, name)
    if head.startswith(OLE):
        _refuse_password(stream)
        return open_old_workbook(stream, name)
    for signs, what, advice in FOREIGN:
        if head.startswith(signs):
            raise Unreadable(f"这是{what}，不是表格。{advice}")
    text = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").removeprefix(b"\xff\xfe").lstrip()
    if PAGE.match(text):
        raise Unreadable("这是网页文件，不是表格。请用 Excel 或 WPS 打开后另存为 XLSX 再提交。")
    if MARKUP.match(text):
        return open_xml(stream, name)
    if JSON.match(text):
        return open_json(stream, name)
    return open_delimited(stream, name)


def _open_zip(stream: BinaryIO, name: str) -> Source:
    """Open a workbook, or the one file in an archive."""
    archive = Archive(stream)
    if archive.is_workbook:
        return open_workbook(stream, name)
    if len(archive.names) > 1:
        raise SeveralFiles(archive.names)
    member = archive.member(0)
    source = _opened(member.stream, f"{name}/{member.name}")
    source.opening_notes = (f"读取压缩包中的文件“{member.name}”。", *source.opening_notes)
    return source


def _refuse_password(stream: BinaryIO) -> None:
    """An old .xls and an encrypted .xlsx have the same container; the second names its part."""
    stream.seek(0)
    while block := stream.read(io.DEFAULT_BUFFER_SIZE * 128):
        if ENCRYPTED_PART in block:
            raise Unreadable("工作簿设有打开密码，无法读取。请在 Excel 或 WPS 中取消密码后再提交。")
