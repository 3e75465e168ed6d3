"""脱敏: how identifying values are shown. One form per kind of value, everywhere the same.

The same person must not show complementary parts on two screens, so there is one form only: no
parameter widens it. The number of stars is fixed and tells nothing of the length. Masking a masked
value changes nothing; None stays None; what is too short or too strange to keep a part of is hidden
whole. A masked row is still personal information.
"""

import re
from datetime import date
from functools import cache

from .area import AreaBook
from .person_name import COMPOUND_SURNAMES
from .person_name.script import INTERPUNCT, is_han, is_invisible

STAR = "*"
HIDDEN = "****"
HIDDEN_ID = "*" * 18
ID_STARS = "*" * 15
LANDLINE_OR_LONGER = 10  # characters; shorter numbers would show too much


def name(value: str | None) -> str | None:
    """张三 → 张*, 张小明 → 张*明, 欧阳小明 → 欧阳*明, 艾力·买买提 → 艾*; one character is hidden."""
    if value is None:
        return None
    text = "".join(c for c in value if not (c.isspace() or is_invisible(c)))
    if len(text) < 2 or not text[0].isalpha():
        return STAR
    if INTERPUNCT in text or not is_han(text[0]):
        return text[0] + STAR
    kept = 2 if len(text) > 2 and text[:2] in COMPOUND_SURNAMES else 1
    return text[:kept] + STAR + (text[-1] if len(text) > kept + 1 and is_han(text[-1]) else "")


def id_number(value: str | None) -> str | None:
    """Keep the first and the last two characters of a document number: 6***************34.

    Never birth digits, never the last four. Fewer than eight characters are hidden.
    """
    if value is None:
        return None
    text = value.strip()
    kept = text[:1] + text[-2:]
    if len(text) < 8 or not (kept.isascii() and kept.isalnum()):
        return HIDDEN_ID
    return text[0] + ID_STARS + text[-2:]


def phone(value: str | None) -> str | None:
    """138****5678; of a landline the first four and the last two characters: 0917****34."""
    if value is None:
        return None
    text = value.strip()
    if re.fullmatch(r"1[0-9]{2}(?:[0-9]{4}|\*{4})[0-9]{4}", text):
        return text[:3] + HIDDEN + text[7:]
    if len(text) < LANDLINE_OR_LONGER or not re.fullmatch(r"[0-9+(][0-9()-]{3}.*[0-9]{2}", text):
        return HIDDEN
    return text[:4] + HIDDEN + text[-2:]


def address(value: str | None) -> str | None:
    """Keep province, city and county as written, hide the rest: 陕西省宝鸡市岐山县****.

    Only names of Shaanxi's areas, of any time, at the beginning count; other addresses are hidden whole.
    """
    if value is None:
        return None
    found = _areas().match(value.strip())
    return (found[0] if found else "") + HIDDEN


def birth_date(value: date | str | None) -> str | None:
    """Keep the year of a date or of a text that begins with it: 1949."""
    if value is None:
        return None
    text = value.isoformat() if isinstance(value, date) else value.strip()
    found = re.match(r"(?:18|19|20)[0-9]{2}(?=$|[-/.年]|[0-9]{4}$)", text)
    return found[0] if found else HIDDEN


def record_number(value: str | None) -> str | None:
    """Keep the last four of a record, certificate or card number: ****1234; under eight characters none."""
    if value is None:
        return None
    text = value.strip()
    end = text[-4:]
    return HIDDEN + (end if len(text) >= 8 and end.isascii() and end.isalnum() else "")


@cache
def _areas() -> re.Pattern[str]:
    """Match an optional province and city, then a county, at the start of an address."""
    names: dict[str, set[str]] = {"province": set(), "city": set(), "county": set()}
    for area in AreaBook.packaged().areas:
        names[area.level].add(re.escape(area.name))
    province, city, county = ("|".join(sorted(names[level], key=len, reverse=True)) for level in names)
    return re.compile(rf"(?:{province})?\s*(?:{city})?\s*(?:{county})?")
