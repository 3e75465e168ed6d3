"""What a finding means, for people: its rule by data set and code, with the sentence for the field it names."""

from __future__ import annotations

from functools import cache

import qinkang.cleansing.rules  # noqa: F401  - makes the rules known
from qinkang.cleansing.across.rule import across_rules_of
from qinkang.cleansing.corrected import CORRECTED_HERE
from qinkang.cleansing.effect import Effect
from qinkang.cleansing.file_check import COLUMN_ABSENT, LINE_UNREADABLE
from qinkang.cleansing.misnumbered import WRONG_NUMBER
from qinkang.cleansing.outside import OUTSIDE
from qinkang.cleansing.reading.rules import READING_RULES
from qinkang.cleansing.repeated import REPEATED
from qinkang.cleansing.rule import Rule, rules_of
from qinkang.cleansing.structure import structural_rules
from qinkang.standards.dataset import DATASETS

WHOLE_ROW = "整行"
OF_STORING = (LINE_UNREADABLE, COLUMN_ABSENT, CORRECTED_HERE, OUTSIDE, WRONG_NUMBER, *REPEATED)
"""What is said of a file or a row as a whole, whatever the data set."""


@cache
def rules_by_code(dataset: str) -> dict[str, Rule]:
    """Return every rule that rows of a data set can break."""
    known = DATASETS[dataset]
    found: dict[str, Rule] = {one.code: one for one in OF_STORING}
    found |= {one.code: one for one in READING_RULES.values()}
    found |= {one.code: one for one in structural_rules(known)}
    found |= {one.code: one for one in across_rules_of(known)}
    return found | {one.code: one for one in rules_of(known)}


def title_of(dataset: str, field: str) -> str:
    """Return the title of a field as findings name it."""
    columns = DATASETS[dataset].columns
    return columns[field].title if field in columns else field or WHOLE_ROW


def sentence_of(dataset: str, code: str, field: str) -> str:
    """Return what should be, in words; of a rule that has gone, its code."""
    rule = rules_by_code(dataset).get(code)
    return rule.sentence(title_of(dataset, field)) if rule else code


def remedy_of(dataset: str, code: str) -> str:
    """Return what the sender should do."""
    rule = rules_by_code(dataset).get(code)
    return rule.remedy if rule else ""


def keeps_back(dataset: str, code: str) -> bool:
    """Tell whether a rule keeps a record from a receiver."""
    rule = rules_by_code(dataset).get(code)
    return rule is not None and rule.effect is Effect.BLOCK
