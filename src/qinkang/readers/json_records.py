"""JSON as a Source: one object per line, or one document that holds a list of objects (RFC 8259)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO

import ijson

from qinkang.readers import encoding as encodings
from qinkang.readers.encoding import Encoding
from qinkang.readers.nested import Read, Record, source_of
from qinkang.readers.source import Source, Unreadable

NO_LIST = "JSON 文件里找不到记录列表。请提交每行一个对象的文件，或一个由对象组成的数组。"
BAD_LINE = "这一行不是完整的 JSON 对象，未读取。请在原系统检查导出程序后重报这一条。"
TWICE = "这一行中同一个项目出现两次，无法判断以哪个为准，未读取。请改正后重报这一条。"
UNDECODABLE = "这一行有无法识别的字符（既不是 UTF-8 也不是 GB18030），未读取。请在原系统改正后重新导出。"
COUNTED = "JSON 文件没有行，下面的“行”指第几条记录。"

# Half of a pair of escapes is no character. What may stand before it: an escaped backslash, or a whole pair.
HALF = re.compile(rb"(\\\\|\\u[dD][89abAB]..\\u[dD][c-fC-F]..)|\\u[dD][89a-fA-F]..")
SYNTAX = (ijson.JSONError, UnicodeDecodeError, RecursionError)


class _Twice(ValueError):
    """An object that names one member twice."""


def open_json(stream: BinaryIO, name: str) -> Source:
    """Open a JSON file.

    Raises:
        Unreadable: no list of objects, damage, or nothing in it.
    """
    encoding = encodings.detect(stream)
    if _is_lines(stream, encoding):
        return source_of(
            lambda: _lines(stream, encoding),
            name=name, kind="jsonl", encoding=encoding.name, notes=(encoding.says,),
        )  # fmt: skip
    where = _list_in(stream, encoding)
    return source_of(
        lambda: _items(stream, encoding, where),
        name=name, kind="json", encoding=encoding.name, notes=(encoding.says, COUNTED),
    )  # fmt: skip


def _is_lines(stream: BinaryIO, encoding: Encoding) -> bool:
    """Whether the first line is an object of its own and another follows it, or it holds no list of them."""
    try:
        first, *more = islice((line for _, line in _written(stream, encoding)), 2)
    except Unreadable:
        return False  # a line longer than any record: a document without line breaks
    try:
        found = _object(first)
    except (ValueError, RecursionError):
        return bool(more) and first.lstrip().startswith(b"{") and more[0].lstrip().startswith(b"{")
    if found is None:
        return False
    return bool(more) or not any(_is_list(value) for value in found.values())


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _written(stream: BinaryIO, encoding: Encoding) -> Iterator[tuple[int, bytes]]:
    """The lines that hold anything, with their numbers; at least one, for an empty file was refused."""
    for passage in encodings.passages(stream, encoding):
        for number, line in enumerate(passage.text.split(b"\n"), passage.line):
            if line.strip():
                yield number, line


def _lines(stream: BinaryIO, encoding: Encoding) -> Iterator[Read]:
    for number, line in _written(stream, encoding):
        if "\ufffd".encode() in line:
            yield Read(number, None, UNDECODABLE)
            continue
        try:
            found = _object(line)
        except _Twice:
            yield Read(number, None, TWICE)
        except (ValueError, RecursionError):
            yield Read(number, None, BAD_LINE)
        else:
            yield Read(number, found, "" if found is not None else BAD_LINE)


def _object(line: bytes) -> Record | None:
    """One line's object with every number as it is written; None for another value."""
    if b"\\ud" in line.lower():
        line = HALF.sub(lambda met: met[1] or b"?", line)  # as the parser of whole documents does
    found = json.loads(line, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_members)
    return _texts(found) if isinstance(found, dict) else None


def _members(pairs: list[tuple[str, Any]]) -> Record:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Twice
    return found


def _texts(value: Any) -> Any:
    """Plain values as text, the way a workbook's cell shows them."""
    match value:
        case dict():
            return {str(key): _texts(inner) for key, inner in value.items()}
        case list():
            return [_texts(inner) for inner in value]
        case bool():
            return "TRUE" if value else "FALSE"
        case Decimal():
            return format(value, "f")
        case int():
            return str(value)
        case _:
            return value


class _AsUtf8:
    """The text as a stream of UTF-8, whatever it was written in."""

    def __init__(self, stream: BinaryIO, encoding: Encoding) -> None:
        if encoding.name.startswith("utf-8") and not encoding.mixed:  # lines may be of any length
            stream.seek(len(encodings.UTF8_BOM) if encoding.name == "utf-8-sig" else 0)
            self._blocks = iter(lambda: stream.read(encodings.BLOCK), b"")
        else:
            self._blocks = (passage.text for passage in encodings.passages(stream, encoding))
        self._left = b""

    def read(self, size: int) -> bytes:
        """Some bytes, at most `size`; none at the end."""
        if not self._left:
            self._left = next(self._blocks, b"")
        taken, self._left = self._left[:size], self._left[size:]
        return taken


def _list_in(stream: BinaryIO, encoding: Encoding) -> str:
    """Where the first list of objects stands, in the words of ijson."""
    before = ""
    try:
        for prefix, event, _ in ijson.parse(_AsUtf8(stream, encoding)):
            if event == "start_map" and before == "start_array":
                return str(prefix)
            before = event
    except SYNTAX as error:
        raise Unreadable(_broken("开头")) from error
    raise Unreadable(NO_LIST)


def _items(stream: BinaryIO, encoding: Encoding, where: str) -> Iterable[Read]:
    count = 0
    try:
        for count, one in enumerate(ijson.items(_AsUtf8(stream, encoding), where), 1):
            yield Read(count, _texts(one)) if isinstance(one, dict) else Read(count, None, BAD_LINE)
    except SYNTAX as error:
        raise Unreadable(_broken(f"第 {count} 条之后")) from error


def _broken(place: str) -> str:
    return f"JSON 文件在{place}有语法错误，无法继续读取。请检查导出程序后重新提交。"
