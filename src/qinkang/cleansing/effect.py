"""What follows when a rule's promise is broken."""

from enum import Enum


class Effect(Enum):
    """The effects, gravest first. The value is the word that programs read.

    `ASK` and `BLOCK` let the row in like `FLAG`; they differ in what they ask of a person and in
    where the row may go.
    """

    REJECT = "reject"  # 退回: the row does not enter
    HOLD = "hold"  # 存疑: stored and shown, out of figures and delivery until settled
    BLANK = "blank"  # the value is taken away, the original kept in the finding
    REPAIR = "repair"  # the value is replaced, the original kept in the finding
    BLOCK = "block"  # may not go to one target
    ASK = "ask"  # a person must give a reason
    FLAG = "flag"  # told to the sender, nothing else

    @property
    def amends(self) -> bool:
        """Whether it changes a value; such rules run before the judging ones."""
        return self in (Effect.BLANK, Effect.REPAIR)

    @property
    def severity(self) -> str:
        """How a sender sees it: reject, hold, correct or flag."""
        return _SEVERITY[self]


_SEVERITY = {
    Effect.REJECT: "reject",
    Effect.HOLD: "hold",
    Effect.BLANK: "correct",
    Effect.REPAIR: "correct",
    Effect.BLOCK: "flag",
    Effect.ASK: "flag",
    Effect.FLAG: "flag",
}

SEVERITY_IN_WORDS = {"reject": "退回", "hold": "存疑", "correct": "自动修正", "flag": "提示"}
"""Severity to the word on the screen."""

FROM_DOMAIN = {
    ("B", "reject"): Effect.REJECT,
    ("E", "reject"): Effect.BLANK,  # a value out of its table or limits: the row itself stays
    ("B", "quarantine"): Effect.HOLD,
    ("E", "quarantine"): Effect.HOLD,
    ("W", "quarantine"): Effect.HOLD,
    ("E", "correct"): Effect.REPAIR,
    ("W", "correct"): Effect.REPAIR,
    ("I", "correct"): Effect.REPAIR,
    ("E", "flag"): Effect.FLAG,
    ("W", "flag"): Effect.FLAG,
    ("I", "flag"): Effect.FLAG,
}
"""Letter of severity and action, as rule tables of the trade give them, to the effect here.

A rule that departs from this table says why in its `because`.
"""
