"""The declarations, one package per line of business; importing this package makes all of them known."""

from qinkang.standards.datasets.elderly.contract import Contract
from qinkang.standards.datasets.elderly.death import Death
from qinkang.standards.datasets.elderly.health_check import HealthCheck
from qinkang.standards.datasets.elderly.living import Living
from qinkang.standards.datasets.elderly.person import Person
from qinkang.standards.datasets.elderly.recertification import Recertification
from qinkang.standards.datasets.elderly.resident_population import ResidentPopulation
from qinkang.standards.datasets.elderly.self_care import SelfCare

__all__ = [
    "Contract",
    "Death",
    "HealthCheck",
    "Living",
    "Person",
    "Recertification",
    "ResidentPopulation",
    "SelfCare",
]
