"""The rules, by line of business, data set and chapter. Importing this package makes all of them known.

Those about people and about kinds of fields come first: a data set's own rules see what they repaired.
"""

from qinkang.cleansing.rules import fields, people  # isort: skip
from qinkang.cleansing.rules.elderly import (
    across,
    contract,
    death,
    health_check,
    living,
    person,
    recertification,
    resident_population,
    self_care,
)
from qinkang.cleansing.rules.elderly import people as elderly_people

__all__ = [
    "across",
    "contract",
    "death",
    "elderly_people",
    "fields",
    "health_check",
    "living",
    "people",
    "person",
    "recertification",
    "resident_population",
    "self_care",
]
