"""Rules that follow from the kind of a field, said once for every data set that has such a field."""

from qinkang.cleansing.rules.fields import choices, credit_code

__all__ = ["choices", "credit_code"]
