"""A year's re-certifications, as the columns of the data set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from qinkang.sandbox.people import COUNTIES, Population, places
from qinkang.sandbox.seeds import stream
from qinkang.sandbox.texts import Texts, day, one_of
from qinkang.sandbox.truth import Truth, identity
from qinkang.standards.datasets import Recertification

ALLOWANCE_FROM = 70
_SEEN = ("1", "5")
_PASSED, _FAILED, _WRITTEN_OFF, _MOVED, _LOST = "1", "2", "3", "4", "5"
_COMPARED = "4"


def drawn(people: Population, year: int, seed: int, until: date) -> Truth:
    """Check those of 70 and over in the month of their birthday; who died before is written off."""
    first, last = np.datetime64(f"{year}-01-01"), min(np.datetime64(until), np.datetime64(f"{year}-12-31"))
    rng = stream(seed, "recertifications", str(year))
    due = _end_of_birth_month(people.born, year)
    late = rng.random(len(people)) < 0.03
    shift = np.where(late, rng.integers(31, 70, len(people)), -rng.integers(0, 31, len(people)))
    on = due + shift
    chosen = np.flatnonzero(
        (people.age(on) >= ALLOWANCE_FROM)
        & people.alive(first)
        & (on >= first)
        & (on <= last)
        & (rng.random(len(people)) < 0.92)
    )
    these, due, on = people.where(chosen), due[chosen], on[chosen]
    alive = these.alive(on)
    method = one_of(rng, ("1", "2", "3", "4", "5"), len(these), (52, 22, 12, 9, 5))
    result = one_of(rng, (_PASSED, _FAILED, _MOVED, _LOST), len(these), (98.2, 0.6, 0.8, 0.4))
    method = np.where(alive, method, _COMPARED).astype(object)
    result = np.where(alive, result, _WRITTEN_OFF).astype(object)
    pictured = np.isin(method, _SEEN)
    columns = identity(these, Recertification) | {
        "cycle": np.full(len(these), str(year), object),
        "due_date": day(due),
        "recert_date": day(on),
        "method": method,
        "result": result,
        "operator_org": _offices(these),
        "evidence_uri": np.where(pictured, _pictures(these, year), ""),
        "next_due_date": day(_end_of_birth_month(these.born, year + 1), alive),
    }
    return Truth.of(Recertification, year, these, on, columns)


def corrected(columns: Mapping[str, Texts]) -> dict[str, Texts]:
    """It was at the door, not over the counter; or the other way round."""
    return {"method": np.where(columns["method"] == "3", "2", "3").astype(object)}


def _end_of_birth_month(born: np.ndarray, year: int) -> np.ndarray:
    month = born.astype("datetime64[M]").astype(int) % 12
    following = np.datetime64(f"{year}-01") + month + 1
    return following.astype("datetime64[D]") - 1


def _offices(people: Population) -> Texts:
    """The office of each township."""
    townships, which = np.unique(people.village.astype("U9"), return_inverse=True)
    named = [f"{COUNTIES[one[:6]].name}{places.township_name(one)}便民服务中心" for one in townships]
    return np.array(named, object)[which]


def _pictures(people: Population, year: int) -> Texts:
    return np.array([f"renzheng/{year}/{number:08d}.jpg" for number in people.number], object)
