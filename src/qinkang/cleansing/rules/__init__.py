"""The rules, by line of business, data set and chapter. Importing this package makes all of them known."""

from qinkang.cleansing.rules.elderly import contract, health_check, resident_population, self_care

__all__ = ["contract", "health_check", "resident_population", "self_care"]
