"""公民身份号码: the 18-character citizen ID number of GB 11643-1999, and what senders make of it.

`read` judges one number, `read_column` a whole column with the same answers, `suggestions` offers
likely intended numbers to a person. Rule numbers C-01 to C-12 are the platform's cleansing rules.
"""

from .column import REPAIR_BITS, read_column
from .number import check_character
from .reading import Problem, Reading, Repair, Sex, read
from .suggestion import suggestions

__all__ = [
    "REPAIR_BITS",
    "Problem",
    "Reading",
    "Repair",
    "Sex",
    "check_character",
    "read",
    "read_column",
    "suggestions",
]
