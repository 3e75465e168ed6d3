"""What one attempt to deliver one row ended in, told apart by what must happen next.

Values, not exceptions: one call carries hundreds of rows, and each has its own ending. `said` holds the
peer's own words: they go to the outbox row, which is guarded, and never to a log.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Ref(NamedTuple):
    """What both sides call one version of one thing; it never changes, so a second attempt is known."""

    subject: str
    version: int

    def __str__(self) -> str:
        return f"{self.subject}@{self.version}"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The receiver has it. `their_ref` is the number it gave."""

    their_ref: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The receiver read the record and said no. Do not send it again; a person must look."""

    code: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Nothing was stored. Sending again later is safe, not sooner than `retry_after` seconds.

    `whole`: it was the message as a whole that met with this, so one record in it may be the cause.
    """

    said: str = ""
    retry_after: float | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """The record may have arrived. Ask before sending again. `whole` is as for `Unreachable`."""

    said: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class NotThere:
    """Only an answer to a question: the receiver does not know the record. It may be sent again."""


Outcome = Receipt | Refused | Unreachable | Unclear
Answer = Receipt | Refused | NotThere | Unreachable | Unclear
