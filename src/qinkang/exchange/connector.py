"""What the loop asks of a connector, and what it gives to one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from qinkang.exchange.outcomes import Answer, Outcome, Ref

Message = bytes
"""One record in the receiver's words, as it is sent: its digest is taken of these bytes."""


@dataclass(frozen=True, slots=True)
class Announced:
    """One outbox row with what it is about, as `write` sees it; it lives in memory only.

    Attributes:
        operation: `new`, `update` or `withdraw`.
        record: the data set's fields by name, without identity; parts as lists of such mappings.
            Empty for a withdrawal.
        identity: the opened identity by the names of the party's fields. Empty for a withdrawal.
    """

    ref: Ref
    dataset: str
    operation: str
    record: Mapping[str, Any]
    identity: Mapping[str, Any]


class Connector(Protocol):
    """One outside system. A folder in `connectors` holds one; its README opens with its promise.

    Attributes:
        code: the outbox rows' `target`.
        title: Chinese name of the system, as pages show it.
        sends: codes of the data sets it takes.
        batch: most rows in one call.
        in_flight: most calls at the same time.
        longest_call: seconds after which a call has surely ended on our side.
        settles_after: seconds after a broken call before its rows may be asked about; until then the
            receiver may still be working on it, and "not there" would prove nothing.
        can_ask: whether the receiver can tell what it has. Where it cannot, a person settles what is
            unclear.
        by_hand: whether people carry files there; then no loop calls it (`exchange/manual`).
    """

    code: str
    title: str
    sends: Collection[str]
    batch: int
    in_flight: int
    longest_call: float
    settles_after: float
    can_ask: bool
    by_hand: bool

    @staticmethod
    def names(dataset: str) -> Mapping[str, str]:
        """Our fields and groups that leave the house, in the order of the form, by their names there."""

    @staticmethod
    def write(row: Announced) -> Message:
        """Turn a row into the receiver's message: pure, no clock, no database, no network."""

    def send(self, dataset: str, messages: Mapping[Ref, Message]) -> Mapping[Ref, Outcome]:
        """Make one attempt for these, all of one data set. A reference that the answer lacks is unclear."""

    def ask(self, refs: Collection[Ref]) -> Mapping[Ref, Answer]:
        """Ask what the receiver has. A reference that the answer lacks stays unclear."""
