"""Deciding on codes, parameters and terms: nothing is overwritten, the old answer stays known as it was."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Max

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.cleansing.parameters import PARAMETERS
from qinkang.kernel import clock
from qinkang.registry.mistakes import RegistryMistake
from qinkang.registry.models import CodeEntry, CodeList, ParameterValue, SourcePrecedence, Term
from qinkang.registry.models.validity import Known
from qinkang.registry.questions.rulebook import DECISIONS_LOCK
from qinkang.standards.sources import GROUPS, KINDS, kinds_of

A_DAY = timedelta(days=1)


def decide_code(
    system: str,
    code: str,
    *,
    label: str,
    synonyms: Sequence[str] = (),
    position: int | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
    source: str,
    by: Acting,
) -> None:
    """Say what a code means from one day to another (None: open); it may be a new one.

    Args:
        position: its place in the list; None keeps the place it has, a new code goes to the end.
        source: the notice or standard that says so.

    Raises:
        RegistryMistake: no such list, no label, or days in the wrong order.
    """
    with deed(by):
        known = CodeEntry.objects.filter(system=system, known_until=None)
        if not CodeList.objects.filter(name=system, known_until=None).exists():
            raise RegistryMistake(f"没有代码表“{system}”，请检查代码表名称。")
        if not label.strip():
            raise RegistryMistake(f"代码 {code} 缺少名称，请补填。")
        if position is None:
            own = known.filter(code=code).values_list("position", flat=True).first()
            last = known.aggregate(last=Max("position"))["last"]
            position = own if own is not None else (-1 if last is None else last) + 1
        says = {"label": label.strip(), "synonyms": list(synonyms), "position": position, "source": source}
        decide(CodeEntry, {"system": system, "code": code}, says, valid_from, valid_until)


def withdraw_code(
    system: str, code: str, *, valid_from: date | None = None, valid_until: date | None = None, by: Acting
) -> None:
    """Say that the code means nothing from one day to another (None: open)."""
    with deed(by):
        decide(CodeEntry, {"system": system, "code": code}, None, valid_from, valid_until)


def set_parameter(
    name: str,
    value: float,
    *,
    valid_from: date | None = None,
    valid_until: date | None = None,
    source: str,
    by: Acting,
) -> None:
    """Set a threshold for the data received from one day to another (None: open).

    Raises:
        RegistryMistake: no rule asks for this parameter, or days in the wrong order.
    """
    if name not in PARAMETERS:
        raise RegistryMistake(f"没有参数“{name}”，请从参数表中选择。")
    with deed(by):
        decide(ParameterValue, {"name": name}, {"value": value, "source": source}, valid_from, valid_until)


def set_term(
    name: str,
    text: str,
    *,
    valid_from: date | None = None,
    valid_until: date | None = None,
    source: str,
    by: Acting,
) -> None:
    """Say how something is called from one day to another (None: open).

    Raises:
        RegistryMistake: nothing is known by this name, no text, or days in the wrong order.
    """
    if not text.strip():
        raise RegistryMistake("术语用词不能为空，请填写。")
    with deed(by):
        if not Term.objects.filter(name=name).exists():
            raise RegistryMistake(f"没有术语“{name}”，请从术语表中选择。")
        decide(Term, {"name": name}, {"text": text.strip(), "source": source}, valid_from, valid_until)


def set_precedence(
    group: str,
    tiers: Sequence[str],
    *,
    valid_from: date | None = None,
    valid_until: date | None = None,
    source: str,
    by: Acting,
) -> None:
    """Say which kinds of systems are believed first about a group of values, the best first.

    Golden values follow within a minute: the flow that settles persons compares what they rest on.

    Args:
        tiers: kinds of `standards.sources`; those of one tier, which are believed alike, joined by `|`.

    Raises:
        RegistryMistake: no such group, no such kind, a kind named twice, or days in the wrong order.
    """
    if group not in GROUPS:
        raise RegistryMistake(f"没有信息组“{group}”，请从列表中选择。")
    kinds = [kind for tier in tiers for kind in kinds_of(tier)]
    if unknown := set(kinds) - set(KINDS):
        raise RegistryMistake(f"没有系统类别“{'、'.join(sorted(unknown))}”，请从列表中选择。")
    if len(kinds) > len(set(kinds)):
        raise RegistryMistake("同一系统类别只能出现一次，请删去重复的。")
    with deed(by):
        says = {"tiers": list(tiers), "source": source}
        decide(SourcePrecedence, {"group": group}, says, valid_from, valid_until)


def decide(
    model: type[Known],
    key: dict[str, Any],
    says: dict[str, Any] | None,
    first: date | None,
    last: date | None,
) -> None:
    """End what is known of the key on these days, keep what it said of other days, add what it says now.

    For a `Known` of another app too; inside the transaction of the deed.

    Raises:
        RegistryMistake: days in the wrong order, or nothing to withdraw.
    """
    if first and last and first > last:
        raise RegistryMistake(f"有效期起 {first} 晚于有效期止 {last}，请核对。")
    moment = _moment(model, key)
    touched = list(model.objects.filter(**key, known_until=None).overlapping(first, last))
    if says is None and not touched:
        raise RegistryMistake(f"“{'/'.join(key.values())}”在所选日期内本来就无效，无需停用。")
    model.objects.filter(id__in=[row.pk for row in touched]).update(known_until=moment)
    fresh = [
        _of_other_days(model, row, days, moment) for row in touched for days in _left_over(row, first, last)
    ]
    if says is not None:
        fresh.append(model(**key, **says, valid_from=first, valid_until=last, known_since=moment))
    model.objects.bulk_create(fresh)
    audit(f"decide_{model._meta.model_name}", model._meta.db_table, "/".join(key.values()), rows=len(fresh))


def _moment(model: type[Known], key: dict[str, Any]) -> datetime:
    """Take the decision's moment: now, but later than every earlier decision on the key.

    The lock is held to the end of the transaction: see `questions.rulebook.this_moment`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [DECISIONS_LOCK])
    newest = model.objects.filter(**key).aggregate(newest=Max("known_since"))["newest"]
    now = clock.now()
    return max(now, newest + timedelta(microseconds=1)) if newest else now


def _left_over(row: Known, first: date | None, last: date | None) -> list[tuple[date | None, date | None]]:
    """The row's days before the first and after the last."""
    days: list[tuple[date | None, date | None]] = []
    if first is not None and (row.valid_from is None or row.valid_from < first):
        days.append((row.valid_from, first - A_DAY))
    if last is not None and (row.valid_until is None or row.valid_until > last):
        days.append((last + A_DAY, row.valid_until))
    return days


def _of_other_days(
    model: type[Known], row: Known, days: tuple[date | None, date | None], moment: datetime
) -> Known:
    said = {name: getattr(row, name) for name in (*model.key, *model.says)}
    return model(**said, valid_from=days[0], valid_until=days[1], known_since=moment)
