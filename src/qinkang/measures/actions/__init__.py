"""What the office may do about measures."""

from qinkang.measures.actions.targets import end_target, set_target

__all__ = ["end_target", "set_target"]
