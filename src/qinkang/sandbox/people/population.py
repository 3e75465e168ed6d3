"""The invented older people of the province."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np

from qinkang.sandbox.people import deaths, facts, names, numbers, phones, places
from qinkang.sandbox.people.counties import COUNTIES, ELSEWHERE, PROVINCE_60_PLUS_2024
from qinkang.sandbox.seeds import stream

AS_OF = date(2025, 10, 31)
"""The day on which ages are taken: the last that the senders know of."""

# age from, people (10 000, 2020), men per 100 women
_SHAPE = ((60, 232.5, 101), (65, 208.3, 96.5), (70, 139.5, 95), (75, 88.0, 89.5), (80, 51.6, 84),
          (85, 27.5, 76.5), (90, 9.25, 68), (95, 2.35, 55))  # fmt: skip


@dataclass(frozen=True)
class Population:
    """People aged 60 and over, one entry of each array per person.

    Nobody in it exists: names, numbers and addresses are drawn by chance from lists written for
    this purpose, and a number that happened to be somebody's would stand beside another name, birth
    place and county. Totals follow the published figures named in `counties` and below, no one else's.

    Attributes:
        number: 1 and on, never reused, the same whatever is selected.
        name, id_no, phone, address: text; phone "" where there is none.
        sex: GB/T 2261.1, "1" or "2".
        born: datetime64[D]; died: the same, not-a-time for those who live on `AS_OF`.
        claimed: whether a check-up is claimed after death (虚假服务); nothing else is planted about them.
        county, village: codes of residence, 6 and 12 digits; independent of the ID number.
        facts: what is true of their health.
    """

    number: np.ndarray
    name: np.ndarray
    sex: np.ndarray
    born: np.ndarray
    died: np.ndarray
    claimed: np.ndarray
    id_no: np.ndarray
    phone: np.ndarray
    county: np.ndarray
    village: np.ndarray
    address: np.ndarray
    facts: facts.Facts

    @classmethod
    def of(cls, scale: float = 1.0, seed: int = 1) -> Population:
        """Draw a population; scale 1 is one in a hundred of the province (about 89 000 people)."""
        count = max(1, round(PROVINCE_60_PLUS_2024 / 100 * scale))
        age, sex = _ages(count, stream(seed, "ages"))
        rng = stream(seed, "birthdays")
        born = _born(age, rng)
        died = deaths.drawn(age, sex, AS_OF, stream(seed, "deaths"))
        rng = stream(seed, "places")
        codes = np.array(list(COUNTIES), object)
        county = rng.choice(codes, count, p=[c.share for c in COUNTIES.values()])
        village = places.village_codes(county, rng)
        rng = stream(seed, "numbers")
        return cls(
            number=np.arange(1, count + 1),
            name=names.invented(sex, stream(seed, "names")),
            sex=sex,
            born=born,
            died=died,
            claimed=deaths.claimed(died, age, stream(seed, "claims")),
            id_no=numbers.given(_prefixes(county, rng), born, sex, rng),
            phone=phones.given(county, stream(seed, "phones")),
            county=county,
            village=village,
            address=places.addresses(village, rng),
            facts=facts.drawn(age, sex, stream(seed, "facts")),
        )

    def __len__(self) -> int:
        return len(self.number)

    def where(self, chosen: np.ndarray) -> Population:
        """Those chosen by a mask or by positions."""
        kept = {f.name: getattr(self, f.name)[chosen] for f in fields(self) if f.name != "facts"}
        seen = {f.name: getattr(self.facts, f.name)[chosen] for f in fields(self.facts)}
        return replace(self, **kept, facts=facts.Facts(**seen))

    def living_in(self, areas: Iterable[str]) -> Population:
        """Those who live in these areas: codes of 2 to 12 digits."""
        return self.where(self.within(areas))

    def within(self, areas: Iterable[str]) -> np.ndarray:
        """Whether each lives in one of these areas: codes of 2 to 12 digits."""
        village = self.village.astype("U12")
        found = np.zeros(len(self), bool)
        for code in areas:
            found |= np.char.startswith(village, code)
        return found

    def alive(self, on: np.ndarray | date) -> np.ndarray:
        """Whether each lives on a day, or on one day each; the day of death is the last."""
        return ~(self.died < np.asarray(on, dtype="datetime64[D]"))  # nothing is before not-a-time

    def age(self, on: np.ndarray | date) -> np.ndarray:
        """Full years on a day, or on one day each."""
        return full_years(self.born, np.asarray(on, dtype="datetime64[D]"))


def full_years(born: np.ndarray, on: np.ndarray) -> np.ndarray:
    """Completed years of life; a birthday counts from its own day, 29 February from 1 March."""
    years = on.astype("datetime64[Y]").astype(int) - born.astype("datetime64[Y]").astype(int)
    return years - (_month_and_day(on) < _month_and_day(born))


def _month_and_day(days: np.ndarray) -> np.ndarray:
    months = days.astype("datetime64[M]")
    return months.astype(int) % 12 * 100 + (days - months).astype(int)


def _ages(count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    start, people, men = (np.array(column, float) for column in zip(*_SHAPE, strict=True))
    band = rng.choice(len(start), count, p=people / people.sum())
    within = rng.random(count) * 5 * (1 - 0.18 * rng.random(count))  # the young of a band are more
    oldest = np.minimum(rng.exponential(2.2, count), 13)
    age = start[band] + np.where(band == len(start) - 1, oldest, within)
    male = rng.random(count) < men[band] / (100 + men[band])
    return np.floor(age).astype(int), np.where(male, "1", "2").astype(object)


def _born(age: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A birth date that gives this age on `AS_OF`."""
    ends = [AS_OF.replace(year=AS_OF.year - years) for years in range(age.max() + 2)]
    latest = np.array(ends, "datetime64[D]")
    span = (latest[age] - latest[age + 1]).astype(int)
    return latest[age] - (rng.random(len(age)) * span).astype(int)


def _prefixes(county: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """First six digits: mostly of the county of residence, some of another, some of another province."""
    issued = {code: c.first_issued for code, c in COUNTIES.items()}
    here = np.array([issued[code] for code in county], object)
    lot = rng.random(len(county))
    elsewhere = np.where(
        lot < 0.04,
        rng.choice(np.array(ELSEWHERE, object), len(county)),
        rng.choice(np.array(list(issued.values()), object), len(county)),
    )
    return np.where(lot < 0.13, elsewhere, here)
