"""Rules across the records of older people."""

from qinkang.cleansing.rules.elderly.across import (
    abilities,
    check_ups,
    contracts,
    death,
    identity,
    late_service,
    the_dead,
    workload,
)

__all__ = ["abilities", "check_ups", "contracts", "death", "identity", "late_service", "the_dead", "workload"]
