"""What is done with sheets: each in one transaction with its audit row and its to-dos, `by` whoever acts.

`by` is an `accounts.scope.Acting`. That somebody has the duty is asked before, by the pages; here is asked
whether it is their own unit, their second pair of eyes, and a sheet to which this can be done.
"""

from qinkang.maternal.actions.handing import approve, drop, hand_down, refuse, sign, take_back, transfer
from qinkang.maternal.actions.letters import set_letter, stop_letter
from qinkang.maternal.actions.receiving import confirm_receipt, enter_receipt, refuse_receipt
from qinkang.maternal.actions.spoiling import find_again, void
from qinkang.maternal.actions.submitting import destroy, submit
from qinkang.maternal.actions.taking import next_sheet, spoil, take

__all__ = [
    "approve",
    "confirm_receipt",
    "destroy",
    "drop",
    "enter_receipt",
    "find_again",
    "hand_down",
    "next_sheet",
    "refuse",
    "refuse_receipt",
    "set_letter",
    "sign",
    "spoil",
    "stop_letter",
    "submit",
    "take",
    "take_back",
    "transfer",
    "void",
]
