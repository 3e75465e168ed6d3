"""One door for files of every format: look at the first bytes, not at the file's name."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import BinaryIO

from qinkang.readers.delimited import open_delimited
from qinkang.readers.source import Source, Unreadable
from qinkang.readers.workbook import open_workbook

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the old Office container: .xls, and .xlsx with a password
ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")  # MS-OFFCRYPTO 2.3.4

# (first bytes, what it is, what to do)
FOREIGN = (
    (b"%PDF", "PDF 文件", "请提交 CSV 或 XLSX 文件。"),
    (b"\x89PNG", "图片", "请提交 CSV 或 XLSX 文件。"),
    (b"\xff\xd8\xff", "图片", "请提交 CSV 或 XLSX 文件。"),
    (b"\x1f\x8b", "压缩文件（gzip）", "请解压后提交其中的 CSV 或 XLSX 文件。"),
    (b"Rar!", "压缩文件（RAR）", "请解压后提交其中的 CSV 或 XLSX 文件。"),
    (b"7z\xbc\xaf", "压缩文件（7z）", "请解压后提交其中的 CSV 或 XLSX 文件。"),
)
# Text that begins like this is no delimited table, though some systems name it .xls.
MARKUP = (
    (re.compile(rb"<[a-zA-Z!?]"), "网页或 XML 文件", "请用 Excel 或 WPS 打开后另存为 XLSX 再提交。"),
    (re.compile(rb'[{\[]\s*["{]'), "JSON 文件", "目前只能读取 CSV、TSV 和 XLSX，请另行导出。"),
)


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
    stream.seek(0)
    head = stream.read(512)
    if not head:
        raise Unreadable("文件是空的（0 字节）。请检查是否导出成功，或是否选错了文件。")
    if head.startswith(ZIP):
        return open_workbook(stream, name)
    if head.startswith(OLE):
        raise Unreadable(_about_old_office(stream))
    for signs, what, advice in FOREIGN:
        if head.startswith(signs):
            raise Unreadable(f"这是{what}，不是表格。{advice}")
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for shape, what, advice in MARKUP:
        if shape.match(text):
            raise Unreadable(f"这是{what}，不是文本表格。{advice}")
    return open_delimited(stream, name)


def _about_old_office(stream: BinaryIO) -> str:
    """An old .xls and an encrypted .xlsx have the same container; the second names its part."""
    stream.seek(0)
    while block := stream.read(io.DEFAULT_BUFFER_SIZE * 128):
        if ENCRYPTED_PART in block:
            return "工作簿设有打开密码，无法读取。请在 Excel 或 WPS 中取消密码后再提交。"
    return "这是旧版 Excel（.xls）文件，目前不能直接读取。请在 Excel 或 WPS 中另存为 XLSX 再提交。"
