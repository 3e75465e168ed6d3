"""The declarations, one package per line of business; importing this package makes all of them known."""

from qinkang.standards.datasets.elderly.health_check import HealthCheck
from qinkang.standards.datasets.elderly.resident_population import ResidentPopulation

__all__ = ["HealthCheck", "ResidentPopulation"]
