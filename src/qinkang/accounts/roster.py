"""名单导入: a file with one person per row becomes accounts with rights, whole or not at all.

The file is read in memory and never kept: it holds ID numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from django.core.exceptions import ValidationError

from qinkang.accounts.actions import people
from qinkang.accounts.actions.people import Keeping
from qinkang.accounts.forms.people import person_index
from qinkang.accounts.models import RoleTemplate, User
from qinkang.accounts.models.user import normal_username
from qinkang.kernel import citizen_id, clock
from qinkang.readers import Unreadable, open_source

COLUMNS = ("姓名", "用户名", "身份证件号码", "单位", "角色")
OPTIONAL = {"角色"}
MOST = 500
LONGEST_NAME = 50
LARGEST = 2 * 1024 * 1024  # bytes


@dataclass(frozen=True)
class Row:
    """One person of the roster, found to be right."""

    number: int
    name: str
    username: str
    person_index: bytes
    unit: int
    templates: tuple[RoleTemplate, ...]


@dataclass
class Roster:
    """What a file held: the people, and what is wrong in which row."""

    rows: list[Row] = field(default_factory=list)
    findings: list[tuple[int, str]] = field(default_factory=list)


def read_roster(file: BinaryIO, name: str, by: Keeping) -> Roster:
    """Read a roster and check every row; findings name rows and columns, never values."""
    roster = Roster()
    try:
        cells = list(_cells(file, name, roster))
    except Unreadable as unreadable:
        roster.findings.append((0, str(unreadable)))
        return roster
    if len(cells) > MOST:
        roster.findings.append((0, f"一次最多导入 {MOST} 人，请分几份导入。"))
        return roster
    templates = {one.title: one for one in RoleTemplate.objects.filter(state="approved")}
    usernames = set(User.objects.values_list("username", flat=True))
    indexes = {
        bytes(one) for one in User.objects.exclude(person_index=None).values_list("person_index", flat=True)
    }
    for number, row in cells:
        found, wrong = _row(number, row, by, templates)
        if found and found.username in usernames:
            wrong.append("用户名：已有人使用，或在名单中重复。")
        if found and found.person_index in indexes:
            wrong.append("身份证件号码：这个人已经有账号，或在名单中重复。")
        roster.findings += [(number, says) for says in wrong]
        if found and not wrong:
            usernames.add(found.username)
            indexes.add(found.person_index)
            roster.rows.append(found)
    if not cells and not roster.findings:
        roster.findings.append((0, "名单中没有人。请在表头下面每行填写一人。"))
    return roster


def bring_in(roster: Roster, *, by: Keeping) -> list[tuple[User, str]]:
    """Make the accounts of a roster without findings; return each with its one-time password."""
    made = []
    for row in roster.rows:
        kind = (
            User.Kind.OPERATOR if any(one.duties == ["operate"] for one in row.templates) else User.Kind.STAFF
        )
        user, password = people.make_account(
            by=by,
            username=row.username,
            name=row.name,
            unit=row.unit,
            kind=kind,
            person_index=row.person_index,
        )
        for template in row.templates:
            people.grant(by=by, user=user, template=template, unit=row.unit)
        made.append((user, password))
    return made


def _cells(file: BinaryIO, name: str, roster: Roster) -> Iterator[tuple[int, dict[str, str]]]:
    source = open_source(file, name)
    at = {title: place for place, title in enumerate(source.header) if title in COLUMNS}
    missing = [title for title in COLUMNS if title not in at and title not in OPTIONAL]
    if missing:
        raise Unreadable(f"缺少列：{'、'.join(missing)}。表头应为：{'、'.join(COLUMNS)}。")
    for chunk in source.chunks():
        roster.findings += [(problem.row, problem.message) for problem in chunk.problems]
        columns = {title: chunk.batch.column(place).to_pylist() for title, place in at.items()}
        for place, number in enumerate(chunk.row_numbers.to_pylist()):
            yield number, {title: (columns[title][place] or "").strip() for title in columns}


def _row(
    number: int, row: dict[str, str], by: Keeping, templates: dict[str, RoleTemplate]
) -> tuple[Row | None, list[str]]:
    wrong = [f"{title}：没有填写。" for title in COLUMNS if not row.get(title) and title not in OPTIONAL]
    if len(row["姓名"]) > LONGEST_NAME:
        wrong.append(f"姓名：不能超过 {LONGEST_NAME} 个字。")
    username, index, unit = "", b"", None
    if row["用户名"]:
        try:
            username = normal_username(row["用户名"])
        except ValidationError as error:
            wrong.append(f"用户名：{error.messages[0]}")
    if row["身份证件号码"]:
        reading = citizen_id.read(row["身份证件号码"], on=clock.today())
        if reading.problem:
            wrong.append("身份证件号码：不正确，请核对。")
        else:
            index = person_index(reading.number)
    if row["单位"]:
        unit = by.tree.find(row["单位"])
        if unit is None:
            wrong.append("单位：没有这个单位名称或代码。")
        elif unit.id not in by.units:
            wrong.append("单位：不在您管理的范围内。")
    titles = [
        one for one in row.get("角色", "").replace("，", "、").replace(",", "、").split("、") if one.strip()
    ]
    chosen = tuple(templates[one.strip()] for one in titles if one.strip() in templates)
    if len(chosen) < len(titles):
        wrong.append("角色：没有这个角色，或尚未批准。")
    if len({one.duties == ["operate"] for one in chosen}) > 1:
        wrong.append("角色：运维角色不能与其他角色并存。")
    if wrong or unit is None:
        return (Row(number, row["姓名"], username, index, 0, ()) if username and index else None), wrong
    return Row(number, row["姓名"], username, index, unit.id, chosen), []
