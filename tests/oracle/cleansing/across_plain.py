"""Rules across records said a second time, one record after another, in plain Python: the reference.

`found` gives what is to be found in some tables: (rule, table, record). Written from the sentences of the
rules, not from their code; slow, and obvious.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

Record = Mapping[str, Any]
Tables = Mapping[str, list[Record]]
Found = set[tuple[str, str, int]]

PEOPLE = ("contract", "death", "health_check", "living", "person", "recertification", "self_care")


def found(tables: Tables, book: Mapping[str, float]) -> Found:
    """Everything at fault."""
    here = {name: list(tables.get(name, ())) for name in (*PEOPLE, "contradiction", "bearer")}
    rules = (after_death, of_death, check_ups, abilities, contracts, identity, phones, workdays)
    return {fault for rule in rules for fault in rule(here, book)}


def by(records: Iterable[Record], *names: str) -> dict[Any, list[Record]]:
    """Records that share these values; a missing value shares nothing."""
    groups: dict[Any, list[Record]] = defaultdict(list)
    for one in records:
        key = tuple(one.get(name) for name in names)
        if None not in key:
            groups[key if len(names) > 1 else key[0]].append(one)
    return groups


def known(*values: Any) -> bool:
    return None not in values


# death

RANK = {"2": 1, "3": 1, "1": 2, "4": 3, "5": 3}


def dead(reports: list[Record]) -> tuple[date, bool] | None:
    """The day of death, and whether it is confirmed; None where nobody says so any more."""
    ranked = [(RANK.get(one.get("source"), 4), one) for one in reports]
    cancelled = min((rank for rank, one in ranked if one.get("confirm_status") == "2"), default=99)
    standing = [(rank, one) for rank, one in ranked if one.get("confirm_status") != "2" and rank < cancelled]
    if not standing:
        return None
    first = min(
        standing, key=lambda each: (each[0], each[1].get("reported_at") or date.max, each[1]["record"])
    )
    sources = {one.get("source") for _, one in standing} - {None}
    sure = any(rank <= 2 or one.get("confirm_status") == "1" for rank, one in standing)
    return first[1]["day"], sure or len(sources) > 1


def services(here: Tables, person: int) -> Iterator[tuple[str, int, date]]:
    for name in ("health_check", "self_care", "contract", "recertification"):
        for one in here[name]:
            if one["person"] != person or (name == "recertification" and one.get("result") != "1"):
                continue
            yield name, one["record"], (one.get("sign_date") if name == "contract" else None) or one["day"]


def after_death(here: Tables, book: Mapping[str, float]) -> Iterator[tuple[str, str, int]]:
    for person, reports in by(here["death"], "person").items():
        told = dead(reports)
        if told is None:
            continue
        died, confirmed = told
        late = [
            (name, record, (day - died).days) for name, record, day in services(here, person) if day > died
        ]
        visits = {days for *_, days in late}
        for name, record, days in late:
            if not confirmed or (len(visits) == 1 and days <= book["death_slip_days"]):
                yield "C-45S", name, record
            elif len(visits) > 1 or days > book["death_grave_days"]:
                yield "C-46", name, record
            else:
                yield "C-45", name, record


def of_death(here: Tables, book: Mapping[str, float]) -> Iterator[tuple[str, str, int]]:
    deaths = by(here["death"], "person")
    surely = {who: told[0] for who, reports in deaths.items() if (told := dead(reports)) and told[1]}
    for one in here["person"]:
        if one.get("life_status") == "1" and one["person"] in surely and one["day"] > surely[one["person"]]:
            yield "C-47A", "person", one["record"]
    for reports in deaths.values():
        standing = [one for one in reports if one.get("confirm_status") != "2"]
        for one in standing:
            if any(
                abs((one["day"] - other["day"]).days) > book["death_date_tolerance"] for other in standing
            ):
                yield "C-47D", "death", one["record"]
    for one in here["contract"]:
        died, begin, end = surely.get(one["person"]), one.get("begin_date"), one.get("end_date")
        in_force = one.get("status") in ("1", "4") and one.get("stop_date") is None
        if in_force and known(died, begin, end) and begin <= died < end:
            yield "C-48", "contract", one["record"]
    for one in here["death"]:
        if one.get("confirm_status") != "2" and any(
            seen.get("result") == "1" and seen.get("method") in ("1", "2") and seen["day"] > one["day"]
            for seen in here["recertification"]
            if seen["person"] == one["person"]
        ):
            yield "C-49", "death", one["record"]
    for one in here["health_check"]:
        if one["person"] not in deaths and any(
            known_as.get("life_status") == "2" and one["day"] > known_as["day"]
            for known_as in here["person"]
            if known_as["person"] == one["person"]
        ):
            yield "C-103", "health_check", one["record"]


# check-ups

VITALS = ("sbp_left", "dbp_left", "fpg", "weight")


def one_after_another(records: list[Record], *names: str) -> Iterator[tuple[Record, Record]]:
    """Each record in which these were measured, with the one before it."""
    for mine in by(records, "person").values():
        measured = [one for one in mine if known(*(one.get(name) for name in names))]
        ordered = sorted(measured, key=lambda one: (one["day"], one["record"]))
        yield from zip(ordered[1:], ordered, strict=False)


def check_ups(here: Tables, book: Mapping[str, float]) -> Iterator[tuple[str, str, int]]:
    checks, table = here["health_check"], "health_check"
    for now, before in one_after_another(checks, "height"):
        soon = (now["day"] - before["day"]).days <= book["compared_days"]
        if soon and abs(now["height"] - before["height"]) > book["height_change"]:
            yield "C-62", table, now["record"]
    for now, before in one_after_another(checks, "weight"):
        soon = (now["day"] - before["day"]).days <= book["compared_days"]
        if soon and abs(now["weight"] - before["weight"]) * 100 > before["weight"] * book["weight_change"]:
            yield "C-64", table, now["record"]
    for now, before in one_after_another(checks, *VITALS):
        if now["day"].year - before["day"].year == 1 and all(now[name] == before[name] for name in VITALS):
            yield "C-79", table, now["record"]
    told = by([one for one in here["person"] if one.get("history_disease") is not None], "person")
    for one in checks:
        diseases = {code for row in told.get(one["person"], ()) for code in row["history_disease"]}
        high = any(
            (one.get(f"{kind}_{side}") or 0) >= limit
            for kind, limit in (("sbp", 140), ("dbp", 90))
            for side in ("left", "right")
        )
        sugar = (one.get("fpg") or 0) >= 7.0
        if one["person"] in told and ((high and "2" not in diseases) or (sugar and "3" not in diseases)):
            yield "C-92", table, one["record"]
    for mine in by(checks, "person").values():
        for one in mine:
            for other in mine:
                later = (other["day"], other["record"]) > (one["day"], one["record"])
                if later and other["day"].year == one["day"].year and elsewhere(one, other):
                    yield "C-94", table, one["record"]


def elsewhere(one: Record, other: Record) -> bool:
    """Whether two records are of two institutions, by code where both have one, else by name."""
    if known(one.get("org_uscc"), other.get("org_uscc")):
        return bool(one["org_uscc"] != other["org_uscc"])
    return known(one.get("org"), other.get("org")) and bool(one["org"] != other["org"])


# self-care


def abilities(here: Tables, book: Mapping[str, float]) -> Iterator[tuple[str, str, int]]:
    graded = [one for one in here["self_care"] if one.get("grade") is not None]
    for check in here["health_check"]:
        near = [
            (abs((one["day"] - check["day"]).days), one["day"], one["record"], one)
            for one in graded
            if one["person"] == check["person"]
            and abs((one["day"] - check["day"]).days) <= book["same_visit_days"]
        ]
        if (
            near
            and check.get("selfcare_self") is not None
            and min(near)[3]["grade"] != check["selfcare_self"]
        ):
            yield "C-82", "health_check", check["record"]
        for *_, one in near:
            if one["grade"] == "4" and (check.get("motor") == "1" or check.get("ex_freq") == "1"):
                yield "C-83A", "self_care", one["record"]
    for now, before in one_after_another(graded, "grade"):
        levels = abs(int(now["grade"]) - int(before["grade"]))
        soon = (now["day"] - before["day"]).days <= book["grade_jump_days"]
        if soon and levels >= book["grade_jump_levels"]:
            yield "S-11", "self_care", now["record"]


# contracts


def days_in_force(one: Record) -> tuple[date, date] | None:
    """First and last day; None where they are not known."""
    if one.get("status") == "2" and one.get("stop_date") is None:
        return None
    ends = [one.get("end_date"), one["stop_date"] - timedelta(days=1) if one.get("stop_date") else None]
    last = [day for day in ends if day is not None]
    return (one["begin_date"], min(last)) if one.get("begin_date") and last else None


def contracts(here: Tables, book: Mapping[str, float]) -> Iterator[tuple[str, str, int]]:
    for mine in by(here["contract"], "person").values():
        for one in mine:
            for other in mine:
                mine_days, other_days = days_in_force(one), days_in_force(other)
                if one is other or mine_days is None or other_days is None:
                    continue
                if mine_days[0] <= other_days[1] and other_days[0] <= mine_days[1]:
                    yield "C-31" if elsewhere(one, other) else "C-31S", "contract", one["record"]
    for one in here["contract"]:
        if known(one.get("county"), one.get("org_county")) and one["county"] != one["org_county"]:
            yield "C-96", "contract", one["record"]


# who somebody is


def identity(here: Tables, book: Mapping[str, float]) -> Iterator[tuple[str, str, int]]:
    wrong = {one["sighting"] for one in here["contradiction"]}
    basic = by(here["person"], "person")
    for name in PEOPLE:
        for one in here[name]:
            if one.get("sighting") in wrong:
                yield "C-13", name, one["record"]
            for code, column, clear in (("C-10P", "sex", ("1", "2")), ("C-11P", "born", None)):
                said = one.get(column)
                told = {row.get(column) for row in basic.get(one["person"], ())} - {None}
                told = {value for value in told if clear is None or value in clear}
                sayable = said is not None and (clear is None or said in clear)
                if name != "person" and sayable and told and said not in told:
                    yield code, name, one["record"]


def phones(here: Tables, book: Mapping[str, float]) -> Iterator[tuple[str, str, int]]:
    bearers = by(here["bearer"], "phone")
    for name in PEOPLE:
        for one in here[name]:
            people = {row["person"] for row in bearers.get(one.get("phone"), ())}
            if name != "death" and len(people) > book["phone_persons"]:
                yield "C-24N", name, one["record"]


def workdays(here: Tables, book: Mapping[str, float]) -> Iterator[tuple[str, str, int]]:
    for checks in by(here["health_check"], "org", "doctor", "day").values():
        if len({one["person"] for one in checks}) > book["checks_per_day"]:
            yield from (("C-42", "health_check", one["record"]) for one in checks)
        for alike in by(checks, *VITALS).values():
            if len({one["person"] for one in alike}) >= book["identical_people"]:
                yield from (("C-79T", "health_check", one["record"]) for one in alike)
        pressures = [one.get(n) for one in checks for n in ("sbp_left", "dbp_left", "sbp_right", "dbp_right")]
        read = [value for value in pressures if value is not None]
        round_ones = sum(value % 10 == 0 for value in read)
        if len(read) >= book["digit_readings"] and round_ones * 100 > len(read) * book["digit_share"]:
            yield from (("C-79Z", "health_check", one["record"]) for one in checks)
