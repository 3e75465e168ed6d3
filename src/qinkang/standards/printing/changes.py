"""修订说明: what changed between two editions of a data set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from qinkang.standards.codes import CodeSystem
from qinkang.standards.dataset import Dataset
from qinkang.standards.field import Field
from qinkang.standards.printing.kinds import codes_of, kind_in_words, limits_in_words
from qinkang.standards.printing.markdown import page, table


@dataclass(frozen=True)
class Change:
    """One field that was changed.

    Attributes:
        field: the field as the newer edition has it.
        differences: what it was and what it is, each with the name of the property, in words.
    """

    field: Field
    differences: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Changes:
    """The differences between two editions; names of a part's fields read `drugs.name`."""

    older: Dataset
    newer: Dataset
    added: tuple[tuple[str, Field], ...]
    ended: tuple[tuple[str, Field], ...]
    changed: tuple[tuple[str, Change], ...]


def changes(older: Dataset, newer: Dataset) -> Changes:
    """Compare two editions of one data set, field by field, by their English names.

    A field that the newer edition still declares, with `until`, has ended: old files may still have it.

    Raises:
        ValueError: two different data sets.
    """
    if older.code != newer.code:
        raise ValueError(f"不是同一个数据集：{older.code}、{newer.code}")
    before, after = _current(older), _current(newer)
    return Changes(
        older,
        newer,
        added=tuple((name, field) for name, field in after.items() if name not in before),
        ended=tuple((name, field) for name, field in before.items() if name not in after),
        changed=tuple(
            (name, Change(field, differences))
            for name, field in after.items()
            if name in before and (differences := tuple(_differences(before[name], field)))
        ),
    )


def change_note(found: Changes) -> str:
    """The note that is published with the newer edition."""
    older, newer = found.older, found.newer
    return page(
        f"# {newer.title}：{older.edition}版到{newer.edition}版的修订说明",
        "" if found.added or found.ended or found.changed else "字段没有变化。",
        *_listed("新增字段", found.added),
        *_listed("停用字段", found.ended),
        *(["## 变更字段"] if found.changed else []),
        table(
            ("英文名", "中文名", "项目", older.edition, newer.edition),
            (
                (f"`{name}`", change.field.title, what, was, now)
                for name, change in found.changed
                for what, was, now in change.differences
            ),
        )
        if found.changed
        else "",
    )


def _listed(title: str, fields: tuple[tuple[str, Field], ...]) -> Iterator[str]:
    if fields:
        yield f"## {title}"
        yield table(
            ("英文名", "中文名", "类型", "要求"),
            ((f"`{name}`", field.title, kind_in_words(field), field.need.value) for name, field in fields),
        )


def _current(dataset: Dataset) -> dict[str, Field]:
    """The fields that files of this edition have."""
    parts = {
        f"{part.name}.{name}": field for part in dataset.parts.values() for name, field in part.fields.items()
    }
    return {
        name: field
        for name, field in {**dataset.fields, **parts}.items()
        if field.until is None or field.until >= dataset.edition
    }


# What a reader is told of a field, in the order of telling.
_PROPERTIES: dict[str, Callable[[Field], Any]] = {
    "中文名": lambda field: field.title,
    "类型": kind_in_words,
    "单位": lambda field: getattr(field, "unit", ""),
    "取值": limits_in_words,
    "代码表": lambda field: codes.name if (codes := codes_of(field)) else "",
    "要求": lambda field: field.need.value,
    "隐私分类": lambda field: field.privacy.value,
    "条款": lambda field: field.clause,
    "可识别的其他表头": lambda field: "、".join(field.aliases),
}


def _differences(before: Field, after: Field) -> Iterator[tuple[str, str, str]]:
    for what, told in _PROPERTIES.items():
        was, now = told(before), told(after)
        if was != now:
            yield what, was, now
    was_coded, now_coded = codes_of(before), codes_of(after)
    if was_coded and now_coded and was_coded.name == now_coded.name:
        yield from _code_differences(was_coded, now_coded)


def _code_differences(before: CodeSystem, after: CodeSystem) -> Iterator[tuple[str, str, str]]:
    for code in sorted({*before.labels, *after.labels}):
        was, now = before.labels.get(code, "（无）"), after.labels.get(code, "（停用）")
        if was != now:
            yield f"代码 {code}", was, now
