"""Who was examined: expressions that several chapters need."""

from __future__ import annotations

from typing import Any

from qinkang.cleansing.rules.age import full_years
from qinkang.cleansing.rules.people.party import born


def age(check: Any) -> Any:
    """Full years on the day of the check-up."""
    return full_years(born(check), check.check_date)


def surely(sex: str, check: Any) -> Any:
    """Whether sex and ID number agree on this sex, or the one that is known says so."""
    return (check.sex.coalesce(check.id_no_sex) == sex) & (check.id_no_sex.coalesce(check.sex) == sex)
