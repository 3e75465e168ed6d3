"""The tables of `records`."""

from qinkang.records.models.blocking_keys import BlockingKeys, NameCount
from qinkang.records.models.contract import Contract, ContractItems
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
from qinkang.records.models.outbox import Attempt, Outbox
from qinkang.records.models.pair import Conflict, Pair
from qinkang.records.models.person import Person, PersonLink
from qinkang.records.models.resident_population import ResidentPopulation
from qinkang.records.models.self_care import SelfCare
from qinkang.records.models.sighting import Sighting

__all__ = [
    "Attempt",
    "BlockingKeys",
    "Conflict",
    "Contract",
    "ContractItems",
    "HealthCheck",
    "HealthCheckAbnormal",
    "HealthCheckDrugs",
    "HealthCheckHomeBed",
    "HealthCheckHospital",
    "HealthCheckVaccines",
    "KeyFingerprint",
    "LinkDecision",
    "NameCount",
    "Outbox",
    "Pair",
    "Person",
    "PersonLink",
    "ResidentPopulation",
    "SelfCare",
    "Sighting",
]
