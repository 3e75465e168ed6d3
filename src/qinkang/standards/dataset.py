"""A data set, declared once as a class and known by its code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import TypeVar

from qinkang.standards.envelope import ENVELOPE
from qinkang.standards.field import Field, Text
from qinkang.standards.mistakes import DeclarationMistake
from qinkang.standards.part import Part
from qinkang.standards.party import Party

DATASETS: dict[str, Dataset] = {}
"""Every declared data set by its code; filled while the declarations are imported."""

K = TypeVar("K")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Section:
    """A section of the form: its title, and the names of its columns in their order."""

    title: str
    columns: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Dataset:
    """What is known of a data set from its declaration.

    Attributes:
        code: `<line>.<name>`; senders, rules and addresses use it.
        title: Chinese name.
        means: what one row means and what a reader will get wrong (the class's docstring).
        standard: where the fields come from.
        edition: which edition of that standard this declaration follows.
        key: names of the fields that tell two records apart (the business key). A party's role
            stands for the person in it.
        happened_on: the day by which edition, dictionary and rules are chosen.
        seen_by: the fields whose areas and organisations may see the row.
        numbered_by: the field that serves as the sender's record number where the envelope has none.
        of_each_sender: whether the same thing told by two senders is two records, because a row is what
            one source knows; else the later row supersedes the earlier, whoever sent it.
        fields: name to field, in the order of the form; identity fields of the parties included.
        parts: name to repeated group.
        parties: role to identity group.
        blocks: field to the title of the block of the form in which it stands, the first sentence of the
            block's docstring.
    """

    code: str
    title: str
    means: str
    standard: str
    edition: str
    key: tuple[str, ...]
    happened_on: str
    seen_by: tuple[str, ...]
    numbered_by: str | None
    of_each_sender: bool
    fields: Mapping[str, Field]
    parts: Mapping[str, Part]
    parties: Mapping[str, Party]
    blocks: Mapping[str, str]

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The form's sections: whom it is about, then its blocks, then its repeated groups."""
        people = [
            Section(f"{party.title}身份信息", tuple(one.name for one in party.fields()))
            for party in self.parties.values()
        ]
        own = [name for name in self.fields if name not in self.identity_names]
        blocks = [
            Section(title, tuple(names)) for title, names in groupby(own, key=lambda name: self.blocks[name])
        ]
        groups = [Section(group.title, tuple(group.flat())) for group in self.parts.values()]
        return (*people, *blocks, *groups)

    @cached_property
    def columns(self) -> dict[str, Field]:
        """The fields of one wide row: the record's, its parts' side by side, and the envelope's."""
        flat = {name: f for group in self.parts.values() for name, f in group.flat().items()}
        return {**self.fields, **flat, **ENVELOPE}

    @cached_property
    def identity_names(self) -> frozenset[str]:
        """Names of the fields that belong to a party; none of them stands in the data set's table."""
        return frozenset(f.name for party in self.parties.values() for f in party.fields())

    def of_kind(self, *kinds: type[K]) -> Iterator[K]:
        """The columns of these kinds, in order."""
        return (f for f in self.columns.values() if isinstance(f, kinds))

    def __repr__(self) -> str:
        return f"<Dataset {self.code} {self.edition}>"


def dataset(
    *,
    code: str,
    title: str,
    standard: str,
    edition: str,
    key: tuple[str, ...],
    happened_on: str,
    seen_by: tuple[str, ...],
    numbered_by: str | None = None,
    of_each_sender: bool = False,
) -> Callable[[type], Dataset]:
    """Turn a class of fields, parts and parties into a data set and make it known by its code.

    Raises:
        DeclarationMistake: anything that could not be carried out, naming the data set and the field.
    """

    def declare(declared: type) -> Dataset:
        if not declared.__doc__:
            raise DeclarationMistake(f"数据集 {code} 缺少说明：一行是什么，读者容易误解什么")
        if code in DATASETS:
            raise DeclarationMistake(f"数据集代码 {code} 已被使用")
        found = Dataset(
            code=code,
            title=title,
            means=declared.__doc__.strip(),
            standard=standard,
            edition=edition,
            key=key,
            happened_on=happened_on,
            seen_by=seen_by,
            numbered_by=numbered_by,
            of_each_sender=of_each_sender,
            fields=dict(_fields(code, declared)),
            parts={name: replace(p, name=name) for name, p in _declared(declared, Part)},
            parties=dict(_declared(declared, Party)),
            blocks=dict(_blocks(title, declared)),
        )
        _refuse_loose_ends(found)
        DATASETS[code] = found
        return found

    return declare


def _declared(declared: type, kind: type[K] | tuple[type[K], ...]) -> Iterator[tuple[str, K]]:
    """What the class and its blocks declare of this kind: first block first, as on the form."""
    for block in [*declared.__mro__[1:-1], declared]:
        for name, value in vars(block).items():
            if isinstance(value, kind):
                yield name, value


def _fields(code: str, declared: type) -> Iterator[tuple[str, Field]]:
    seen: set[str] = set()
    kinds: tuple[type[Field | Party], ...] = (Field, Party)
    for name, value in _declared(declared, kinds):
        for named in _expanded(name, value):
            if named.name in seen or not _NAME.fullmatch(named.name):
                raise DeclarationMistake(f"数据集 {code}：字段名 {named.name} 重复或不合写法")
            seen.add(named.name)
            yield named.name, named


def _blocks(title: str, declared: type) -> Iterator[tuple[str, str]]:
    """Each field with the title of its block; what the class declares itself stands under its own title."""
    for block in [*declared.__mro__[1:-1], declared]:
        told = re.match(r"[^\x00-\x7f。；][^。；]*", block.__doc__ or "")  # one told in English has no title
        said = told[0] if told and block is not declared else title
        for name, value in vars(block).items():
            if isinstance(value, Field):
                for named in _expanded(name, value):
                    yield named.name, said


def _expanded(name: str, value: Field | Party) -> Iterator[Field]:
    """A declared field with its completing text; a party as its identity fields."""
    if isinstance(value, Party):
        yield from value.fields()
        return
    yield replace(value, name=name)
    if value.detail:
        yield Text(value.detail, name=f"{name}_other", privacy=value.privacy, clause=value.clause)


def _refuse_loose_ends(found: Dataset) -> None:
    known = {*found.fields, *found.parties}
    for purpose, names in {
        "业务主键": found.key,
        "业务日期": (found.happened_on,),
        "可见范围": found.seen_by,
        "记录编号": (found.numbered_by,) if found.numbered_by else (),
    }.items():
        for name in names:
            if name not in known:
                raise DeclarationMistake(f"数据集 {found.code}：{purpose}引用了不存在的字段 {name}")
    if found.numbered_by and not found.fields[found.numbered_by].by_name:
        raise DeclarationMistake(f"数据集 {found.code}：记录编号字段 {found.numbered_by} 须声明 by_name")
    owners: dict[str, str] = {}
    for f in found.columns.values():
        for header in {f.title, *f.aliases}:
            if owners.setdefault(header, f.name) != f.name:
                raise DeclarationMistake(
                    f"数据集 {found.code}：表头“{header}”同时属于 {owners[header]} 和 {f.name}"
                )
