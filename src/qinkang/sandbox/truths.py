"""Which module draws the truth of which data set."""

from qinkang.sandbox import (
    basic_information,
    check_ups,
    death_reports,
    living_arrangements,
    recertifications,
)
from qinkang.sandbox.truth import Subject
from qinkang.standards.datasets import Death, HealthCheck, Living, Person, Recertification

TRUTHS: dict[str, Subject] = {
    Person.code: basic_information,
    Death.code: death_reports,
    Recertification.code: recertifications,
    Living.code: living_arrangements,
    HealthCheck.code: check_ups,
}
"""Data set to the module; a new data set is a package beside `check_ups` and a line here."""
