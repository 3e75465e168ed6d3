"""What officers decide about persons: joining, parting, keeping apart, and taking it back.

Each is one transaction: links (with their history), golden values, pairs, the decision, audit. Facts
never move. Called outside any other transaction that says who acts.
"""

from qinkang.records.actions.deed import PersonMistake
from qinkang.records.actions.joining import join
from qinkang.records.actions.keeping import accept, keep_apart, put_off, say_misnumbered
from qinkang.records.actions.separating import separate
from qinkang.records.actions.undoing import undo

__all__ = ["PersonMistake", "accept", "join", "keep_apart", "put_off", "say_misnumbered", "separate", "undo"]
