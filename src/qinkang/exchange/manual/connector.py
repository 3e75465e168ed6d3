"""What all connectors share whose files people carry."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Collection, Mapping
from typing import Any, ClassVar, NamedTuple, Self

from qinkang.exchange.connector import Announced, Message
from qinkang.exchange.outcomes import Answer, Outcome, Ref

REF, VERSION, OPERATION = "业务编号", "版本", "操作"
GIVEN = (REF, VERSION, OPERATION)
"""The first columns of every sheet: by them the result file is read."""
RECEIPT, RESULT, CODE, SAID = "回执号", "处理结果", "错误代码", "错误说明"
ASKED = (RECEIPT, RESULT, CODE, SAID)
"""The last columns: empty as we give it, filled in as it comes back."""


class Column(NamedTuple):
    """One column of the template.

    Attributes:
        code: the key in the message.
        title: what stands above it.
    """

    code: str
    title: str


class ManualConnector:
    """A connector whose messages are the rows of a sheet. The loop never calls it: `by_hand` says so.

    Attributes:
        instead_of: code of the interface of the same system; what goes by file does not go there.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    sends: ClassVar[Collection[str]]
    instead_of: ClassVar[str | None] = None
    by_hand = True
    batch = 5_000  # rows of a file: what a person can still look through in a spreadsheet
    in_flight = 1
    longest_call = 0.0
    settles_after = 0.0
    can_ask = False

    @classmethod
    def connected(cls, connection: object = None) -> Self:
        """There is nothing to connect to."""
        return cls()

    @classmethod
    @abstractmethod
    def columns(cls, dataset: str) -> list[Column]:
        """The template's columns between the given ones and the asked ones."""

    @classmethod
    @abstractmethod
    def names(cls, dataset: str) -> Mapping[str, str]:
        """Our fields by the columns' codes; what stands in groups is not among them."""

    @classmethod
    @abstractmethod
    def cells(cls, row: Announced) -> dict[str, Any]:
        """The cells of a row by the columns' codes; pure. Empty for a withdrawal."""

    @classmethod
    def write(cls, row: Announced) -> Message:
        """The row as it stands in the sheet, as JSON: its digest is taken of these bytes."""
        given = dict(zip(GIVEN, (row.ref.subject, row.ref.version, row.operation), strict=True))
        return json.dumps({**given, **cls.cells(row)}, ensure_ascii=False).encode()

    def send(self, dataset: str, messages: Mapping[Ref, Message]) -> Mapping[Ref, Outcome]:
        """Nobody sends by program what a person carries."""
        raise NotImplementedError

    def ask(self, refs: Collection[Ref]) -> Mapping[Ref, Answer]:
        """Nothing can be asked but by a person."""
        return {}
