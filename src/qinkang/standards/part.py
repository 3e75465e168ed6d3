"""Repeated groups of a data set, such as the drugs of a check-up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from qinkang.standards.field import Field
from qinkang.standards.mistakes import DeclarationMistake


@dataclass(frozen=True)
class Part:
    """A group that may stand several times in one record; it has a table of its own.

    In flat files the n-th group's fields stand in columns of their own: `name_in_file` gives their
    names (`drugs_1_name`) and titles (药物名称1).

    Attributes:
        title: Chinese name of the group.
        at_most: how many groups the form has room for.
        fields: the group's fields by name.
        name: English name, given by the data set.
    """

    title: str
    at_most: int
    fields: dict[str, Field]
    name: str = ""

    def flat(self) -> dict[str, Field]:
        """The fields of every group under the names they have side by side in one wide row."""
        return {
            f"{self.name}_{n}_{name}": replace(
                bare,
                name=f"{self.name}_{n}_{name}",
                title=f"{bare.title}{n}",
                aliases=tuple(
                    text
                    for alias in (*bare.aliases, bare.title)
                    for text in (f"{alias}{n}", f"{alias}_{n}", f"{alias}({n})")
                )
                + ((bare.title, *bare.aliases) if n == 1 else ()),
            )
            for n in range(1, self.at_most + 1)
            for name, bare in self.fields.items()
        }

    def key_field(self) -> str:
        """The field whose presence means that a group is there: the first declared."""
        return next(iter(self.fields))


def part(title: str, at_most: int, **fields: Any) -> Part:
    """Declare a repeated group: its title, how many fit on the form, and its fields in order."""
    wrong = [name for name, value in fields.items() if not isinstance(value, Field)]
    if wrong or not fields or at_most < 1:
        raise DeclarationMistake(f"重复组“{title}”的声明有误：{'、'.join(wrong) or '没有字段或个数小于1'}")
    return Part(title, at_most, {name: replace(value, name=name) for name, value in fields.items()})
