"""The office's decisions as one value: valid on the day of the event, known at a moment (N7)."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.db import connection

from qinkang.cleansing.parameters import PARAMETERS
from qinkang.cleansing.rulebook import Rulebook
from qinkang.kernel import clock
from qinkang.kernel.area import Area as StatutoryArea
from qinkang.kernel.area import AreaBook, Level, Precision
from qinkang.registry.models import Area, CodeEntry, CodeList, ParameterValue
from qinkang.standards.codes import Code, CodeSystem

DECISIONS_LOCK = 7_208_001
"""The advisory lock that decisions hold until they are committed; see `this_moment`."""


class NothingKnown(LookupError):
    """At that moment nothing was known yet: it lies before the product's first dictionaries."""

    def __init__(self, at: datetime) -> None:
        super().__init__(f"{at:%Y-%m-%d %H:%M} 时尚无任何字典和参数，请改用更晚的“已知”时点。")


def rulebook(received_on: date, known_at: date | datetime | None = None) -> Rulebook:
    """Return the decisions for data received on a day, as they were known at a moment.

    Args:
        received_on: the day that chooses among a parameter's values. Codes keep their own days.
        known_at: a moment; a day means its end; None means now. A moment that has passed gives the
            same rulebook for ever, but for parameters of later releases, which join with their defaults
            because the rules of those releases need them.

    Raises:
        NothingKnown: the moment lies before the first decision.
    """
    moment = this_moment() if known_at is None else end_of(known_at)
    values = ParameterValue.objects.known(moment).valid(received_on).values_list("name", "value")
    parameters = {name: _plain(value) for name, value in values if name in PARAMETERS}
    if missing := set(PARAMETERS) - set(parameters):
        if not ParameterValue.objects.filter(known_since__lte=moment).exists():
            raise NothingKnown(moment)
        parameters |= {name: PARAMETERS[name].value for name in missing}
    day = known_at if isinstance(known_at, date) and not isinstance(known_at, datetime) else None
    return Rulebook(
        received_on=received_on,
        known_at=day or moment.astimezone(clock.SHANGHAI).date(),
        code_systems=_code_systems(moment),
        parameters=parameters,
        areas=area_book(),
    )


def area_book() -> AreaBook:
    """Return the statutory areas with their history, from the table; made anew when a row has changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT md5(string_agg(a::text, chr(10) ORDER BY a.id)) FROM registry_area a")
        return _area_book(cursor.fetchone()[0])


@lru_cache(maxsize=2)
def _area_book(fingerprint: str) -> AreaBook:
    """Read the table; `fingerprint` is that of its rows."""
    rows = sorted(Area.objects.all(), key=lambda row: (row.code, row.valid_from or date.min))
    return AreaBook(
        tuple(
            StatutoryArea(
                code=row.code,
                name=row.name,
                parent=row.parent,
                level=Level(row.level),
                valid_from=row.valid_from,
                valid_to=row.valid_until + timedelta(days=1) if row.valid_until else None,
                successor=row.successor,
                date_precision=Precision(row.date_precision) if row.date_precision else None,
            )
            for row in rows
        )
    )


def this_moment() -> datetime:
    """Return now, after every decision under way has been committed.

    A decision takes its moment first and is committed later. Without this wait a rulebook could be made
    in between, and asked again for the same moment it would be another one.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(%s)", [DECISIONS_LOCK])
        try:
            return clock.now()
        finally:
            cursor.execute("SELECT pg_advisory_unlock_shared(%s)", [DECISIONS_LOCK])


def end_of(known_at: date | datetime) -> datetime:
    """Return the last microsecond of a day in Shanghai; a moment as it is."""
    if isinstance(known_at, datetime):
        return known_at
    return datetime.combine(known_at, time.max, tzinfo=clock.SHANGHAI)


def _code_systems(moment: datetime) -> dict[str, CodeSystem]:
    entries = CodeEntry.objects.known(moment).values_list(
        "system", "position", "valid_from", "code", "label", "synonyms", "valid_until"
    )
    codes: dict[str, list[Code]] = defaultdict(list)
    for system, _, since, code, label, synonyms, until in sorted(entries, key=_in_the_lists_order):
        codes[system].append(Code(code, label, tuple(synonyms), since, until))
    lists = CodeList.objects.known(moment).order_by("name").values_list("name", "title", "source")
    return {name: CodeSystem(name, title, source, tuple(codes[name])) for name, title, source in lists}


def _in_the_lists_order(entry: tuple[str, int, date | None, str, *tuple[object, ...]]) -> tuple[object, ...]:
    system, position, since, code = entry[:4]
    return system, position, code, since or date.min


def _plain(value: float) -> float:
    """Whole thresholds as whole numbers, as the declarations write them: the hash reads the digits."""
    return int(value) if value.is_integer() else value
