"""Code lists, codes, parameters, terms and the precedence of sources from the product's own declarations."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from qinkang.cleansing.parameters import PARAMETERS
from qinkang.cleansing.rulebook import Rulebook
from qinkang.kernel import clock
from qinkang.registry.models import CodeEntry, CodeList, ParameterValue, SourcePrecedence, Term
from qinkang.registry.models.validity import Known
from qinkang.standards import datasets as _declared  # noqa: F401  (importing it makes the data sets known)
from qinkang.standards.dataset import DATASETS
from qinkang.standards.sources import PRECEDENCES

RELEASED = datetime(2026, 11, 1, tzinfo=clock.SHANGHAI)
"""What came with the first release counts as known from here."""

Row = dict[str, Any]


def seed_dictionaries() -> None:
    """Bring the packaged rows up to the declarations, as decisions known from now."""
    for model, rows in {
        CodeList: code_lists(),
        CodeEntry: code_entries(),
        ParameterValue: parameters(),
        Term: terms(),
        SourcePrecedence: precedences(),
    }.items():
        _follow(model, list(rows))


def code_lists() -> Iterator[Row]:
    """Every declared code list."""
    for system in Rulebook.packaged(clock.today()).code_systems.values():
        yield {"name": system.name, "title": system.title, "source": system.source}


def code_entries() -> Iterator[Row]:
    """Every declared code, in its list's order."""
    for system in Rulebook.packaged(clock.today()).code_systems.values():
        for place, code in enumerate(system.codes):
            yield {
                "system": system.name,
                "code": code.code,
                "label": code.label,
                "synonyms": list(code.synonyms),
                "position": place,
                "source": system.source,
                "valid_from": code.since,
                "valid_until": code.until,
            }


def parameters() -> Iterator[Row]:
    """Every declared parameter."""
    for parameter in PARAMETERS.values():
        yield {"name": parameter.name, "value": parameter.value, "source": parameter.source}


def terms() -> Iterator[Row]:
    """The titles of every data set and its fields."""
    for declared in DATASETS.values():
        source = f"{declared.standard}（{declared.edition}）"
        yield {"name": declared.code, "text": declared.title, "source": source}
        for field in declared.columns.values():
            yield {"name": f"{declared.code}.{field.name}", "text": field.title, "source": source}


def precedences() -> Iterator[Row]:
    """Which kind of system is believed first, for every group of values."""
    for one in PRECEDENCES.values():
        yield {"group": one.group, "tiers": list(one.tiers), "source": one.source}


def _follow(model: type[Known], rows: list[Row]) -> None:
    """End packaged rows that are no longer declared, and add declared ones where the office is silent."""
    known = model.objects.filter(known_until=None)
    columns = (*model.key, *model.says, "valid_from", "valid_until")
    stored = {_flat(row): row["id"] for row in known.filter(packaged=True).values("id", *columns)}
    wanted = {_flat(full): full for row in rows if (full := _whole(model, row))}
    moment = clock.now() if model.objects.exists() else min(RELEASED, clock.now())
    ended = [key for row, key in stored.items() if row not in wanted]
    model.objects.filter(id__in=ended).update(known_until=moment)
    decided = _days_by_key(model, known.filter(packaged=False))
    model.objects.bulk_create(
        model(**row, known_since=moment, packaged=True)
        for key, row in wanted.items()
        if key not in stored
        and not any(_meet(row, days) for days in decided.get(tuple(row[name] for name in model.key), []))
    )


def _whole(model: type[Known], row: Row) -> Row:
    """The row with all its columns, in the columns' order."""
    return {name: row.get(name) for name in (*model.key, *model.says, "valid_from", "valid_until")}


def _flat(row: Row) -> tuple[Any, ...]:
    return tuple(
        tuple(value) if isinstance(value, list) else value for name, value in row.items() if name != "id"
    )


def _days_by_key(model: type[Known], rows: Any) -> dict[tuple[Any, ...], list[Row]]:
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows.values(*model.key, "valid_from", "valid_until"):
        found.setdefault(tuple(row[name] for name in model.key), []).append(row)
    return found


def _meet(one: Row, other: Row) -> bool:
    """Whether two rows share a day."""
    begins = max(one["valid_from"] or date.min, other["valid_from"] or date.min)
    return begins <= min(one["valid_until"] or date.max, other["valid_until"] or date.max)
