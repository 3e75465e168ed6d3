"""The measures, by line of business; importing this package makes all of them known."""

from qinkang.measures.declared.elderly import check_up

__all__ = ["check_up"]
