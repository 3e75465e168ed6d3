"""What changes the registry: each in one transaction with its audit row, `by` whoever acts.

`by` is an `accounts.scope.Acting`: who, where and why. Whether one may is asked before, by the pages.
"""

from qinkang.registry.actions.calendar import change_day, enter_holidays
from qinkang.registry.actions.decisions import (
    decide_code,
    set_parameter,
    set_precedence,
    set_term,
    withdraw_code,
)
from qinkang.registry.actions.organisations import (
    close_organisation,
    give_own_unit,
    merge_organisation,
    register_organisation,
    rename_organisation,
    revise_organisation,
)
from qinkang.registry.actions.qualifications import record_qualification, withdraw_qualification
from qinkang.registry.actions.units import answer_for_area, place_unit

__all__ = [
    "answer_for_area",
    "change_day",
    "close_organisation",
    "decide_code",
    "enter_holidays",
    "give_own_unit",
    "merge_organisation",
    "place_unit",
    "record_qualification",
    "register_organisation",
    "rename_organisation",
    "revise_organisation",
    "set_parameter",
    "set_precedence",
    "set_term",
    "withdraw_code",
    "withdraw_qualification",
]
