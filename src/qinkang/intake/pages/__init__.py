"""Pages of receiving, made for a line; each business app mounts them in its own addresses.

    urlpatterns += intake_pages(Line.ELDERLY)
    place(*intake_entries(Line.ELDERLY))

The namespace they are mounted under is the line's word: `elderly:batches`.
"""

from django.urls import URLPattern

from qinkang.accounts.models import Line
from qinkang.accounts.navigation import Entry
from qinkang.intake.pages import (
    batches,
    columns,
    copies,
    findings,
    missing,
    programs,
    senders,
    uploads,
    withdrawals,
)

SECTION = "收数据"


def intake_pages(line: Line) -> list[URLPattern]:
    """Return the addresses of one line's pages."""
    return [
        *batches.pages(line),
        *findings.pages(line),
        *uploads.pages(line),
        *columns.pages(line),
        *copies.pages(line),
        *missing.pages(line),
        *withdrawals.pages(line),
        *senders.pages(line),
        *programs.pages(line),
    ]


def intake_entries(line: Line) -> list[Entry]:
    """Return the lines of the side navigation."""
    return [
        Entry(title, f"{line}:{page}", SECTION, line)
        for title, page in (
            ("批次", "batches"),
            ("上传数据", "upload"),
            ("问题数据", "findings"),
            ("缺少的记录", "missing"),
            ("报送系统", "senders"),
        )
    ]
