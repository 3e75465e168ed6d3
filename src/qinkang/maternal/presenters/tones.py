"""The colour of each state of a sheet."""

from qinkang.maternal.models import State

TONES = {
    State.IN_STOCK: "good", State.IN_TRANSIT: "wait", State.USED: "", State.VOID: "bad", State.LOST: "bad",
    State.SUBMITTED: "", State.DESTROYED: "",
}  # fmt: skip
