"""Which module draws the truth of which data set."""

from qinkang.sandbox import (
    basic_information,
    check_ups,
    contracts,
    death_reports,
    living_arrangements,
    recertifications,
    self_care_assessments,
)
from qinkang.sandbox.truth import Subject
from qinkang.standards.datasets import Contract, Death, HealthCheck, Living, Person, Recertification, SelfCare

TRUTHS: dict[str, Subject] = {
    Person.code: basic_information,
    Death.code: death_reports,
    Recertification.code: recertifications,
    Living.code: living_arrangements,
    HealthCheck.code: check_ups,
    SelfCare.code: self_care_assessments,
    Contract.code: contracts,
}
"""Data set to the module; a new data set is a package beside `check_ups` and a line here."""
