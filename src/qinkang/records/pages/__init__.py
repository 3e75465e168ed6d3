"""Pages about records and persons, made for a line; each business app mounts them in its own addresses.

    urlpatterns += records_pages(Line.ELDERLY)
    place(*person_entries(Line.ELDERLY))
    place(*correction_entries(Line.ELDERLY))

The namespace they are mounted under is the line's word: `elderly:corrections`.
"""

from django.urls import URLPattern

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.navigation import Entry
from qinkang.records.pages import conflicts, correcting, corrections, decisions, pairs, sightings


def records_pages(line: Line) -> list[URLPattern]:
    """Return the addresses of one line's pages."""
    return [
        *correcting.pages(line, Duty.ENTER),
        *correcting.pages(line, Duty.REVIEW),
        *corrections.pages(line),
        *pairs.pages(line),
        *conflicts.pages(line),
        *decisions.pages(line),
        *sightings.pages(line),
    ]


def person_entries(line: Line) -> list[Entry]:
    """Return the lines of the side navigation about persons."""
    pages = {"pairs": "疑似同一人", "conflicts": "同一号码信息矛盾", "decisions": "判定记录"}
    return [Entry(title, f"{line}:{page}", "看数据", line) for page, title in pages.items()]


def correction_entries(line: Line) -> list[Entry]:
    """Return the lines of the side navigation about corrections."""
    return [Entry("更正申请", f"{line}:corrections", "收数据", line)]
