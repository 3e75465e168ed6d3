"""撤回批次: what a batch did to the truth is worked out from history, counted, and taken back.

The truth after a withdrawal is that which all other batches would have made. For each record the states
it went through are looked at from the last one back: the first that another batch stands behind, because
it wrote it or said the same later, is what holds.
"""

from qinkang.intake.withdrawing.effect import effect_of
from qinkang.intake.withdrawing.next_in_line import stood_back, tell_held, tell_taken
from qinkang.intake.withdrawing.plan import make_plan
from qinkang.intake.withdrawing.sightings import rest_sightings
from qinkang.intake.withdrawing.taking_back import take_back

__all__ = ["effect_of", "make_plan", "rest_sightings", "stood_back", "take_back", "tell_held", "tell_taken"]
