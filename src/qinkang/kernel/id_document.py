"""身份证件: which kind of document a number belongs to (CV02.01.101), by its shape.

Numbers are taken as they are written on the document: ASCII, upper case, no spaces; spelling is the
caller's to normalise first. Shapes overlap (eight digits, nine digits), so `recognise` names a kind
only where the shape belongs to one kind alone, and `pattern_ok` answers for the kind a source declared.
"""

import re
from datetime import date
from enum import StrEnum

from .citizen_id.number import birth_date, check_character


class IdType(StrEnum):
    """CV02.01.101 身份证件类别代码."""

    CITIZEN_ID = "01"  # 居民身份证
    HOUSEHOLD_REGISTER = "02"  # 居民户口簿
    PASSPORT = "03"  # 护照
    OFFICER = "04"  # 军官证
    DRIVING_LICENCE = "05"  # 驾驶证
    HONG_KONG_MACAO = "06"  # 港澳居民来往内地通行证 and 往来港澳通行证
    TAIWAN = "07"  # 台湾居民来往大陆通行证 and 往来台湾通行证
    OTHER = "99"  # 其他法定有效证件: residence permits too


class ResidencePermit(StrEnum):
    """Permits whose 18 characters are built and checked like a citizen ID number."""

    HONG_KONG = "hong_kong"  # 港澳台居民居住证, since 2018: begins with 81
    MACAO = "macao"  # 82
    TAIWAN = "taiwan"  # 83
    FOREIGNER = "foreigner"  # 外国人永久居留身份证: 9…, or three letters and twelve digits before 2023


PERMIT_BY_PREFIX = {
    "81": ResidencePermit.HONG_KONG,
    "82": ResidencePermit.MACAO,
    "83": ResidencePermit.TAIWAN,
}
EIGHTEEN = re.compile(r"[0-9]{17}[0-9X]")
FIFTEEN = re.compile(r"[0-9]{15}")
OLD_FOREIGNER_PERMIT = re.compile(r"[A-Z]{3}[0-9]{12}")

DISTINCT = {
    # E, G: ordinary; D, S, P with E or alone: diplomatic, service, public affairs; 14/15: before 2000.
    IdType.PASSPORT: re.compile(r"[EG][0-9]{8}|E[A-HJ-NP-Z][0-9]{7}|[DSP][E]?[0-9]{7,8}|1[45][0-9]{7}"),
    IdType.OFFICER: re.compile(r"[\u4e00-\u9fff]字第?[0-9]{4,8}号?"),
    IdType.HONG_KONG_MACAO: re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?|C[0-9A-HJ-NP-Z][0-9]{7}|W[0-9]{8}"),
    IdType.TAIWAN: re.compile(r"[LT][0-9]{8}"),
}
DECLARED = {
    IdType.HOUSEHOLD_REGISTER: re.compile(r"[0-9A-Z]{6,18}"),
    IdType.PASSPORT: re.compile(r"(?=.*[0-9])[0-9A-Z]{5,9}"),  # ICAO 9303: at most nine characters
    IdType.OFFICER: re.compile(r"(?:[\u4e00-\u9fff]字第?)?[0-9]{4,8}号?"),
    IdType.DRIVING_LICENCE: re.compile(r"[0-9]{17}[0-9X]|[0-9]{12}"),  # licence or file number
    IdType.TAIWAN: re.compile(r"[LT][0-9]{8}|[0-9]{8}(?:[0-9]{2})?[A-Z]?"),
    IdType.OTHER: re.compile(r".{1,30}"),
}


def residence_permit(number: str) -> ResidencePermit | None:
    """Tell which residence permit the number is of, if any (C-16)."""
    if OLD_FOREIGNER_PERMIT.fullmatch(number):
        return ResidencePermit.FOREIGNER
    if not _is_well_formed(number):
        return None
    if number[0] == "9":
        return ResidencePermit.FOREIGNER
    return PERMIT_BY_PREFIX.get(number[:2])


def recognise(number: str) -> IdType | None:
    """Return the kind the number can only belong to, or None when its shape does not tell."""
    if residence_permit(number):
        return IdType.OTHER
    if _is_well_formed(number) or (FIFTEEN.fullmatch(number) and _day_exists("19" + number[6:12])):
        return IdType.CITIZEN_ID
    return next((kind for kind, shape in DISTINCT.items() if shape.fullmatch(number)), None)


def pattern_ok(id_type: str, number: str) -> bool:
    """Tell whether the number has a shape of the declared kind (C-05); False for an unknown kind.

    For citizen IDs the shape only, 15 or 18 characters of no residence permit: `citizen_id.read`
    judges the rest.
    """
    if id_type == IdType.CITIZEN_ID:
        shaped = EIGHTEEN.fullmatch(number) or FIFTEEN.fullmatch(number)
        return shaped is not None and residence_permit(number) is None
    try:
        kind = IdType(id_type)
    except ValueError:
        return False
    return DECLARED.get(kind, DISTINCT.get(kind, DECLARED[IdType.OTHER])).fullmatch(number) is not None


def _is_well_formed(number: str) -> bool:
    return (
        EIGHTEEN.fullmatch(number) is not None
        and _day_exists(number[6:14])
        and number[17] == check_character(number[:17])
    )


def _day_exists(yyyymmdd: str) -> bool:
    return birth_date(yyyymmdd, on=date.max) is not None
