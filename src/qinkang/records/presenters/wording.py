"""How people, moments and values are written on the pages of records."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.urls import NoReverseMatch, reverse

from qinkang.accounts.models import Line, User
from qinkang.cleansing.masking import mask_cell
from qinkang.kernel import clock
from qinkang.registry.questions import area_book
from qinkang.standards.field import AreaCode, Choice, Choices, Field
from qinkang.standards.privacy import Privacy

NOTHING = "—"
ACTORS = {"job:take_in": "报送入库", "job:dropped": "交换目录", "user:demo": "演示"}
KINDS = {"client": "接口"}
"""What those are called who are no account: each by its own word, else by its kind, else 系统."""


def moment(at: datetime | None) -> str:
    """Write a moment: 2025-10-31 14:05."""
    return NOTHING if at is None else f"{at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}"


def day(on: date | None) -> str:
    """Write a day."""
    return NOTHING if on is None else f"{on:%Y-%m-%d}"


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Return what accounts, programs and jobs are called: one query."""
    wanted = {one for one in actors if one}
    found = {one: ACTORS.get(one) or KINDS.get(one.partition(":")[0], "系统") for one in wanted}
    numbers = {one: int(one[5:]) for one in wanted if re.fullmatch("user:[0-9]{1,18}", one)}
    people = dict(User.objects.filter(pk__in=numbers.values()).values_list("pk", "name")) if numbers else {}
    return found | {one: people.get(number, f"账号 {number}") for one, number in numbers.items()}


def area_in_words(code: str) -> str:
    """Write the code of an area: the county by its name; of township and village the digits, which have none."""
    name = area_book().name(code[:6])
    return f"{name} {code[6:]}".strip() if name else code


def in_words(field: Field, text: str | None) -> str:
    """Write a value as the form has it: codes by their labels."""
    if text is None:
        return NOTHING
    if isinstance(field, AreaCode):
        return area_in_words(text)
    if isinstance(field, Choices):
        return "、".join(field.codes.labels.get(code, code) for code in text.split("、"))
    return field.codes.labels.get(text, text) if isinstance(field, Choice) else text


def identifies(field: Field) -> bool:
    """Tell whether a value says who somebody is, so that it is shown masked."""
    return field.privacy is Privacy.IDENTITY or field.name.endswith("birth_date")


def masked(field: Field, text: str | None) -> str:
    """Write a value for somebody who has not unmasked: identity masked, the rest in words."""
    if text is None:
        return NOTHING
    return (mask_cell(field, text) if identifies(field) else in_words(field, text)) or NOTHING


def person_page(line: Line, person: int) -> str:
    """Return the address of a person's page; a line without such pages has none."""
    try:
        return reverse(f"{line}:person", args=[person])
    except NoReverseMatch:
        return ""
