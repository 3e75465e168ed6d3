"""Qinkang (秦康): one platform for elderly, maternal and child, and occupational health data."""

__version__ = "0.2.0"
