"""The annual check-ups of the invented people: true, complete, before any sender spoils them."""

from qinkang.sandbox.check_ups.check_up import ON_FORM, CheckUps
from qinkang.sandbox.check_ups.texts import Texts

__all__ = ["ON_FORM", "CheckUps", "Texts"]
