"""The tables of `records`."""

from qinkang.records.models.blocking_keys import BlockingKeys, NameCount
from qinkang.records.models.contract import Contract, ContractItems
from qinkang.records.models.correction import Correction, Evidence
from qinkang.records.models.cross_finding import CrossFinding, JudgeAgain
from qinkang.records.models.death import Death
from qinkang.records.models.elderly_person import (
    ElderlyPerson,
    ElderlyPersonDiagnoses,
    ElderlyPersonSurgery,
    ElderlyPersonTransfusion,
    ElderlyPersonTrauma,
)
from qinkang.records.models.golden_basis import GoldenBasis
from qinkang.records.models.health_check import (
    HealthCheck,
    HealthCheckAbnormal,
    HealthCheckDrugs,
    HealthCheckHomeBed,
    HealthCheckHospital,
    HealthCheckVaccines,
)
from qinkang.records.models.key_fingerprint import KeyFingerprint
from qinkang.records.models.link_decision import LinkDecision
from qinkang.records.models.living import Living
from qinkang.records.models.outbox import Attempt, Outbox
from qinkang.records.models.pair import Conflict, Pair
from qinkang.records.models.person import Person, PersonLink
from qinkang.records.models.recertification import Recertification
from qinkang.records.models.resident_population import ResidentPopulation
from qinkang.records.models.resting_link import RestingLink
from qinkang.records.models.self_care import SelfCare
from qinkang.records.models.sighting import Sighting

__all__ = [
    "Attempt",
    "BlockingKeys",
    "Conflict",
    "Contract",
    "ContractItems",
    "Correction",
    "CrossFinding",
    "Death",
    "ElderlyPerson",
    "ElderlyPersonDiagnoses",
    "ElderlyPersonSurgery",
    "ElderlyPersonTransfusion",
    "ElderlyPersonTrauma",
    "Evidence",
    "GoldenBasis",
    "HealthCheck",
    "HealthCheckAbnormal",
    "HealthCheckDrugs",
    "HealthCheckHomeBed",
    "HealthCheckHospital",
    "HealthCheckVaccines",
    "JudgeAgain",
    "KeyFingerprint",
    "LinkDecision",
    "Living",
    "NameCount",
    "Outbox",
    "Pair",
    "Person",
    "PersonLink",
    "Recertification",
    "ResidentPopulation",
    "RestingLink",
    "SelfCare",
    "Sighting",
]
