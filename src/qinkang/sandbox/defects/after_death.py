"""Services claimed after death (C-45, C-46): no cell is wrong, only another source knows better."""

import numpy as np

from qinkang.sandbox.defects.defect import Effect, Label
from qinkang.sandbox.truth import Truth
from qinkang.standards.datasets import HealthCheck

SLIP, GRAVE = 7, 90  # days after death: up to the first a wrong date, beyond the second a false service


def after_death(truth: Truth) -> list[Label]:
    """Label the check-ups on days after death."""
    if truth.dataset is not HealthCheck:
        return []
    days = (truth.on - truth.people.died).astype("timedelta64[D]")
    found = []
    for row in np.flatnonzero(truth.on > truth.people.died):
        rule = "C-46" if days[row] > np.timedelta64(GRAVE, "D") else "C-45"
        says = "去世90天以后仍有体检" if rule == "C-46" else "去世后8至90天仍有体检"
        found.append(Label(int(row), rule, "check_date", Effect.HOLD, ("check_date",), (), says))
    return found
