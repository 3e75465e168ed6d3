"""What sending and receiving systems are called. The packages that know stand above; they say once, at start."""

from collections.abc import Callable, Collection

from qinkang.records.models import Sighting

_read: Callable[[Collection[int]], dict[int, str]] | None = None
_kinds: Callable[[], dict[int, str]] | None = None
_title: Callable[[str], str] | None = None


def receivers_known_by(title: Callable[[str], str]) -> None:
    """Say who knows the receiving systems: a function from code to Chinese name."""
    global _title
    _title = title


def receiver_name(code: str) -> str:
    """Return the name of a receiving system; of one that nobody knows, its code."""
    return _title(code) if _title else code


def known_by(read: Callable[[Collection[int]], dict[int, str]], kinds: Callable[[], dict[int, str]]) -> None:
    """Say who knows the sending systems: one function from their numbers to their names, one to all kinds."""
    global _read, _kinds
    _read, _kinds = read, kinds


def sender_kinds() -> dict[int, str]:
    """Return the kind of every sending system, a code of `standards.sources.KINDS`, by its number."""
    return _kinds() if _kinds else {}


def sender_names(numbers: Collection[int]) -> dict[int, str]:
    """Return the names of sending systems; of one that nobody knows, its number."""
    known = _read(set(numbers)) if _read and numbers else {}
    return {number: known.get(number, f"来源系统 {number}") for number in numbers}


def sources_of(sightings: Collection[Sighting]) -> dict[int, str]:
    """Return by which system each sighting was sent, by the sighting's number."""
    names = sender_names({one.sender for one in sightings})
    return {one.pk: names[one.sender] for one in sightings}
