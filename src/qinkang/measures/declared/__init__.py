"""The measures, by line of business; importing this package makes all of them known."""

from qinkang.measures.declared.elderly import assessment, check_up, contract, people

__all__ = ["assessment", "check_up", "contract", "people"]
