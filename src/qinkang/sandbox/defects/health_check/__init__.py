"""Defects of the check-up form beyond identity and area; importing the modules declares them."""

from qinkang.sandbox.defects.health_check import answers, dates, edges, limits, measures
from qinkang.sandbox.defects.health_check.ways import HEALTH_CHECK

BY_SUBJECT = (dates, measures, limits, answers, edges)
"""In this order they are declared."""

__all__ = ["BY_SUBJECT", "HEALTH_CHECK"]
