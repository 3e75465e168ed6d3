"""A year's reports of deaths, as the columns of the data set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from qinkang.sandbox.death_reports import causes
from qinkang.sandbox.institutions import serving
from qinkang.sandbox.people import COUNTIES, Population
from qinkang.sandbox.seeds import stream
from qinkang.sandbox.texts import Texts, day, one_of
from qinkang.sandbox.truth import Truth, identity
from qinkang.standards.datasets import Death

_REGISTER, _FOLLOW_UP = "1", "6"
_SHARES = {"1": 0.82, "2": 0.55, "3": 0.34, "4": 0.10, "5": 0.06, "6": 0.14, "7": 0.26}
"""Source to the share of deaths it reports; who is reported by none is reported by the register."""
_SURE_ALONE = ("1", "2", "3")
_REPORTERS = {
    "1": "疾病预防控制中心",
    "2": "公安局",
    "3": "殡仪馆",
    "4": "医疗保障局",
    "5": "社会保险事业中心",
    "7": "民政局",
}


def drawn(people: Population, year: int, seed: int, until: date) -> Truth:
    """Report who died in the year at 60 or older, as far as it is reported by that day."""
    first, last = np.datetime64(f"{year}-01-01"), min(np.datetime64(until), np.datetime64(f"{year}-12-31"))
    rng = stream(seed, "death reports", str(year))
    dead = people.where(
        (people.died >= first) & (people.died <= last) & (people.age(_or_never(people.died)) >= 60)
    )
    place = one_of(rng, ("4", "1", "2", "3", "5", "6"), len(dead), (72, 16, 4, 2, 3, 3))
    told = {source: rng.random(len(dead)) < share for source, share in _SHARES.items()}
    told[_REGISTER] |= dead.claimed | ~np.logical_or.reduce(list(told.values()))
    who = np.concatenate([np.flatnonzero(one) for one in told.values()])
    source = np.repeat(np.array(list(told), object), [int(one.sum()) for one in told.values()])
    late = np.where(rng.random(len(who)) < 0.05, rng.integers(8, 30, len(who)), rng.integers(0, 8, len(who)))
    reported = dead.died[who] + late
    kept = reported <= last
    who, source, reported = who[kept], source[kept], reported[kept]
    rows = dead.where(who)
    columns = (
        identity(rows, Death)
        | {"death_date": day(rows.died), "death_time": _times(len(rows), rng), "death_place": place[who]}
        | _certified(rows, source, stream(seed, "causes", str(year)))
        | {
            "source": source,
            "reported_at": day(reported),
            "confirm_status": np.where(np.isin(source, _SURE_ALONE), "1", "0").astype(object),
        }
        | _reporters(rows, source, seed, rng)
    )
    return Truth.of(Death, year, rows, rows.died, columns)


def corrected(columns: Mapping[str, Texts]) -> dict[str, Texts]:
    """The place was another than first said."""
    return {"death_place": np.where(columns["death_place"] == "4", "1", "4").astype(object)}


def _or_never(died: np.ndarray) -> np.ndarray:
    """Days to reckon with: of the living, one on which they were children."""
    return np.where(np.isnat(died), np.datetime64("1900-01-01"), died)


def _times(count: int, rng: np.random.Generator) -> Texts:
    hours, minutes = rng.integers(0, 24, count), rng.integers(0, 60, count)
    written = np.array([f"{h:02d}:{m:02d}" for h, m in zip(hours, minutes, strict=True)], object)
    return np.where(rng.random(count) < 0.45, written, "")


def _certified(people: Population, source: Texts, rng: np.random.Generator) -> dict[str, Texts]:
    """Code, words and number of the certificate, which only the register has."""
    code, said = causes.drawn(people, rng)
    register = source == _REGISTER
    numbers = np.array(
        [f"SW{county}{number:08d}" for county, number in zip(people.county, people.number, strict=True)],
        object,
    )
    return {
        "cause_underlying_icd10": np.where(register, code, ""),
        "cause_text": np.where(register | (rng.random(len(people)) < 0.3), said, ""),
        "cert_no": np.where(register, numbers, ""),
    }


def _reporters(people: Population, source: Texts, seed: int, rng: np.random.Generator) -> dict[str, Texts]:
    by = serving(people, seed, rng)
    offices = [
        f"{COUNTIES[county].name}{_REPORTERS.get(one, '')}"
        for county, one in zip(people.county, source, strict=True)
    ]
    follow_up = source == _FOLLOW_UP
    return {
        "report_org": np.where(follow_up, by.name, np.array(offices, object)),
        "report_org_uscc": np.where(follow_up, by.uscc, ""),
    }
