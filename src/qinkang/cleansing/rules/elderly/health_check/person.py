"""Who was examined and at which check-up: expressions that several chapters need."""

from __future__ import annotations

from typing import Any

import ibis

from qinkang.cleansing.rules.age import full_years

BORN = (("birth_date",), ("id_no",))
"""The fields that tell the age, each applied on its own (`age_by`), so that a finding names the right one."""

CITIZEN_ID = "01"
MAN, WOMAN = "1", "2"
PROVISIONAL = "省级默认值，待确认"
"""What a `because` says of a threshold that no standard fixes."""


def born(check: Any) -> Any:
    """The birth date; where none is given, the one in a sound ID number."""
    return check.birth_date.coalesce(check.id_no_birth)


def age(check: Any) -> Any:
    """Full years on the day of the check-up."""
    return full_years(born(check), check.check_date)


def age_by(check: Any, told: Any) -> Any:
    """Full years by the birth date, or by the ID number where there is no birth date."""
    if told.get_name() == "birth_date":
        return full_years(told, check.check_date)
    return check.birth_date.isnull().ifelse(full_years(check.id_no_birth, check.check_date), ibis.null())


def said_to_be_citizen_id(check: Any) -> Any:
    """Whether the number is given as a citizen's, or without saying of what kind it is."""
    return check.id_type.isnull() | (check.id_type == CITIZEN_ID)


def surely(sex: str, check: Any) -> Any:
    """Whether sex and ID number agree on this sex, or the one that is known says so."""
    return (check.sex.coalesce(check.id_no_sex) == sex) & (check.id_no_sex.coalesce(check.sex) == sex)
