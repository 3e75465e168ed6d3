"""Who is dead, from all reports of a death together (C-47), and records for examples."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis

from qinkang.cleansing.across.tables import derived

CONFIRMED, CANCELLED = "1", "2"
RANKS = {"2": 1, "3": 1, "1": 2, "4": 3, "5": 3}
"""Precedence of the sources of a death: police and funeral, certificate and death register, insurances.
Whoever is not listed (follow-up, village) comes last."""
LAST_RANK, SUFFICIENT_RANK = 4, 2

POLICE: dict[str, Any] = {
    "record": 9,
    "person": 1,
    "day": date(2025, 3, 1),
    "source": "2",
    "confirm_status": "1",
    "reported_at": date(2025, 3, 10),
}
VILLAGE = {**POLICE, "source": "7", "confirm_status": "0"}
CHECK = {"record": 1, "person": 1}
PASS = {"record": 3, "person": 1, "result": "1", "method": "1"}


@derived
def the_dead(death: Any) -> Any:
    """Who is dead: person, day, record that says so, and whether it is confirmed.

    Of several reports the source of precedence speaks, then the earlier report. Who cancels a report
    cancels those of equal and lower precedence too. Confirmed is a report that says so, or of a source
    that suffices alone, or of two sources.
    """
    reports = death.select(
        "record",
        "person",
        "reported_at",
        "source",
        "confirm_status",
        died="day",
        rank=death.source.cases(*RANKS.items(), else_=LAST_RANK),
    )
    cancelling = reports.filter(reports.confirm_status == CANCELLED)
    cancelling = cancelling.group_by("person").aggregate(cancelled_by=cancelling["rank"].min())
    standing = reports.filter((reports.confirm_status != CANCELLED).fill_null(True))
    standing = standing.left_join(cancelling, "person").drop("person_right")
    standing = standing.filter((standing["rank"] < standing.cancelled_by).fill_null(True))
    order = ibis.window(
        group_by="person",
        order_by=[standing["rank"], ibis.asc(standing.reported_at, nulls_first=False), standing.record],
    )
    all_of_them = ibis.window(group_by="person")
    sure = ((standing.confirm_status == CONFIRMED) | (standing["rank"] <= SUFFICIENT_RANK)).fill_null(False)
    standing = standing.mutate(
        place=ibis.row_number().over(order),
        sure=sure.any().over(all_of_them),
        sources=standing.source.nunique().over(all_of_them),
    )
    first = standing.filter(standing.place == 0)
    return first.select("person", "died", told_by="record", confirmed=first.sure | (first.sources > 1))


def confirmed(the_dead: Any) -> Any:
    """Those whose death is confirmed."""
    dead = the_dead.select("person", "died", "told_by", "confirmed")
    return dead.filter(dead.confirmed)


def standing(death: Any) -> Any:
    """Reports of a death that nobody cancelled."""
    reports = death.select("record", "person", "day", "confirm_status")
    return reports.filter((reports.confirm_status != CANCELLED).fill_null(True))
