"""姓名: a person's name as a source wrote it, and as it can be compared.

`read` judges one name, `read_column` a column with the same answers; `comparison_key` folds
spellings of one name together, `surname` knows the compound surnames.
"""

from .column import REPAIR_BITS, read_column
from .comparison import comparison_key
from .reading import Problem, Reading, Repair, read
from .surname import COMPOUND_SURNAMES, surname

__all__ = [
    "COMPOUND_SURNAMES",
    "REPAIR_BITS",
    "Problem",
    "Reading",
    "Repair",
    "comparison_key",
    "read",
    "read_column",
    "surname",
]
