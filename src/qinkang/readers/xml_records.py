"""XML as a Source: the element that repeats is a record, its children are the columns.

Document types are refused: they serve nothing here but entities that reach outside or grow without end.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from qinkang.readers.nested import DEEPEST, Read, source_of
from qinkang.readers.source import Source, Unreadable

DECLARED = re.compile(rb"""<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)["']""")
CHINESE = frozenset({"gb2312", "gbk", "gb18030", "cp936"})  # each is part of the next
SURVEYED = 20_000  # elements looked at to find out which one is the record
NAMING = ("name", "key", "id", "code")  # attributes that say which field <field name="…"> is
COUNTED = "XML 文件没有行，下面的“行”指第几条记录。"
NO_RECORD = "XML 文件里找不到记录（重复出现、带有下级项目的元素）。请按接口规范导出后再提交。"
DTD = "XML 文件带有文档类型声明或外部实体（DOCTYPE、ENTITY），为安全起见不予读取。请去掉后再提交。"

Way = tuple[str, ...]


def open_xml(stream: BinaryIO, name: str) -> Source:
    """Open an XML file.

    Raises:
        Unreadable: a document type, no record, or damage.
    """
    encoding = _encoding(stream)
    record = _record(stream, encoding)
    says = f"文件按 {encoding.upper()} 编码读取，每个“{record[-1]}”元素是一条记录。"
    return source_of(
        lambda: _records(stream, encoding, record),
        name=name, kind="xml", encoding=encoding, notes=(says, COUNTED),
    )  # fmt: skip


def _encoding(stream: BinaryIO) -> str:
    """What the file says of itself; XML without a word is UTF-8."""
    stream.seek(0)
    head = stream.read(400)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    declared = DECLARED.search(head)
    said = declared[1].decode().lower() if declared else "utf-8"
    if said in CHINESE:
        return "gb18030"
    if said.startswith("utf-16"):
        return "utf-8"  # without its mark it is not: some programs copy the line without thinking
    try:
        codecs.lookup(said)
    except LookupError as error:
        raise Unreadable("XML 文件声明的编码无法识别。请改用 UTF-8 导出后再提交。") from error
    return "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else said


def _elements(stream: BinaryIO, encoding: str, deepest: int = DEEPEST) -> Iterator[tuple[Way, Element, bool]]:
    """The elements with their way from the root: when one begins (False), and when it is whole (True)."""
    stream.seek(0)
    # The parser knows few encodings; given text, it takes that instead of what the file declares.
    text = codecs.getreader(encoding)(stream)
    way: list[str] = []
    depth = 0
    try:
        for event, element in iterparse(text, ("start", "end"), forbid_dtd=True):
            if event == "start":
                depth += 1
                if depth <= deepest:
                    way.append(_plain(element.tag))
                    yield tuple(way), element, False
                elif depth > DEEPEST:
                    raise Unreadable("XML 文件嵌套过深，不是报送表。请按接口规范导出后再提交。")
            else:
                if depth <= deepest:
                    yield tuple(way), element, True
                    way.pop()
                depth -= 1
    except DefusedXmlException as error:
        raise Unreadable(DTD) from error
    except ParseError as error:
        line = error.position[0]
        raise Unreadable(
            f"XML 文件在第 {line} 行有语法错误，无法继续读取。请检查导出程序后重新提交。"
        ) from error
    except UnicodeError as error:
        raise Unreadable(
            f"XML 文件里有不是 {encoding.upper()} 的字符，无法继续读取。请改用 UTF-8 导出后再提交。"
        ) from error


def _plain(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]


def _record(stream: BinaryIO, encoding: str) -> Way:
    """The way of the records: the shallowest element with a structure that comes more than once.

    Where none does, the file holds one record: from the root inwards, the first element with leaves.
    """
    times: Counter[Way] = Counter()
    under: Counter[Way] = Counter()  # leaves anywhere below
    directly: Counter[Way] = Counter()
    for way, element, whole in islice(_elements(stream, encoding), 2 * SURVEYED):
        if not whole:
            continue
        if len(element) or len(element.attrib) > 1:
            times[way] += 1
        else:
            directly[way[:-1]] += 1
            for depth in range(1, len(way)):
                under[way[:depth]] += 1
        directly[way] += len(element.attrib) if len(element.attrib) > 1 else 0
    repeated = [way for way, count in times.items() if count > 1 and len(way) > 1]
    if repeated:
        return min(repeated, key=lambda way: (len(way), -times[way]))
    inwards = sorted((way for way in times if directly[way]), key=lambda way: (-under[way], len(way)))
    if not inwards:
        raise Unreadable(NO_RECORD)
    return min(
        (way for way in inwards if directly[way] * 2 >= under[inwards[0]]), key=len, default=inwards[0]
    )


def _records(stream: BinaryIO, encoding: str, record: Way) -> Iterator[Read]:
    count = 0
    parents: list[Element] = []
    for way, element, whole in _elements(stream, encoding, deepest=len(record)):
        if not whole:
            parents.append(element)
            continue
        parents.pop()
        if way == record:
            count += 1
            found = _tree(element)
            yield Read(count, found if isinstance(found, dict) else {way[-1]: found})
        if parents:
            parents[-1].remove(element)  # what was read is let go


def _tree(element: Element) -> Any:
    """An element as text, or as a dict of what it holds; one child that repeats makes it a list."""
    text = (element.text or "").strip() or None
    if not len(element) and not element.attrib:
        return text
    found: dict[str, Any] = {_plain(name): value for name, value in element.attrib.items()}
    if text and not len(element):
        found[""] = text
    for child in element:
        key, value = _named(child)
        if key not in found:
            found[key] = value
        elif isinstance(found[key], list):
            found[key].append(value)
        else:
            found[key] = [found[key], value]
    only = next(iter(found.values())) if len(found) == 1 and len(element) else None
    if isinstance(only, list):
        return only
    return [only] if isinstance(only, dict) else found


def _named(child: Element) -> tuple[str, Any]:
    """The name of a child and what it holds; <field name="姓名">…</field> is called 姓名."""
    if len(child.attrib) == 1 and not len(child):
        (attribute, value), *_ = child.attrib.items()
        if _plain(attribute).lower() in NAMING and not value.isdigit():
            return value, (child.text or "").strip() or None
    return _plain(child.tag), _tree(child)
