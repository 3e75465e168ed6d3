"""Which module draws the truth of which data set."""

from qinkang.sandbox import check_ups
from qinkang.sandbox.truth import Subject
from qinkang.standards.datasets import HealthCheck

TRUTHS: dict[str, Subject] = {
    HealthCheck.code: check_ups,
}
"""Data set to the module; a new data set is a package beside `check_ups` and a line here."""
