"""The rules, by line of business, data set and chapter. Importing this package makes all of them known."""

from qinkang.cleansing.rules.elderly import health_check, resident_population

__all__ = ["health_check", "resident_population"]
