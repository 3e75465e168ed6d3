"""Defects planted in senders' files, each labelled with the rule it breaks, and near misses beside them.

The rule codes are those of the platform's rule book, written here a second time on purpose: what is
planted follows from the form and the standard's clauses, not from the code that has to find it.

Ways to break rules are gathered in `Ways`: those of the identity and of the area of residence serve every
data set that has such fields, and each data set has its own beside them, as `health_check` does. A way is
used where the sender has all its columns.
"""

from qinkang.sandbox.defects.after_death import after_death
from qinkang.sandbox.defects.area import AREA
from qinkang.sandbox.defects.contract import CONTRACT
from qinkang.sandbox.defects.death import DEATH
from qinkang.sandbox.defects.defect import Defect, Effect, Label, Row, Ways
from qinkang.sandbox.defects.health_check import HEALTH_CHECK
from qinkang.sandbox.defects.identity import IDENTITY
from qinkang.sandbox.defects.lines import LINES
from qinkang.sandbox.defects.living import LIVING
from qinkang.sandbox.defects.person import PERSON
from qinkang.sandbox.defects.planting import Planter
from qinkang.sandbox.defects.recertification import RECERTIFICATION
from qinkang.sandbox.defects.self_care import SELF_CARE
from qinkang.standards.datasets import Contract, Death, HealthCheck, Living, Person, Recertification, SelfCare

_OF_THE_FEW = ("K-01", "C-01", "C-05", "C-06", "C-11", "C-12", "C-15", "C-17")
"""What is planted about identities where there are few rows, so that most of them stay right."""

WAYS: dict[str, tuple[Ways, ...]] = {
    Person.code: (LINES, IDENTITY, AREA, PERSON),
    Death.code: (IDENTITY.only(*_OF_THE_FEW), AREA.only("C-25"), DEATH),
    Recertification.code: (IDENTITY, AREA, RECERTIFICATION),
    Living.code: (IDENTITY, AREA, LIVING),
    HealthCheck.code: (LINES, IDENTITY, AREA, HEALTH_CHECK),
    SelfCare.code: (LINES, IDENTITY, AREA, SELF_CARE),
    Contract.code: (LINES, IDENTITY, AREA, CONTRACT),
}
"""Data set to its ways; a new data set is a module or package beside these and a line here."""

__all__ = ["WAYS", "Defect", "Effect", "Label", "Planter", "Row", "Ways", "after_death"]
