"""Rules of the contract with a family doctor. Repairs run in the order in which they are declared."""

from qinkang.cleansing.rules.elderly.contract import period, service_items, terms

__all__ = ["period", "service_items", "terms"]
