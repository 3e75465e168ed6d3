"""Registration, contact, and the facts of everyday life at the head of the form."""

from __future__ import annotations

import numpy as np

from qinkang.sandbox.people import AS_OF, COUNTIES, Population, names, phones
from qinkang.sandbox.texts import Texts, code, one_of, several

_ELSEWHERE = 0.06
_SON, _DAUGHTER, _SPOUSE, _OTHER = "2", "3", "1", "8"
_HOUSE = "城关街道和平路"


def written(people: Population, rng: np.random.Generator) -> dict[str, Texts]:
    """The columns from 户籍地址 to 医疗费用支付方式."""
    return _registered(people, rng) | _contact(people, rng) | _facts(people, rng)


def _registered(people: Population, rng: np.random.Generator) -> dict[str, Texts]:
    """Most are registered where they live."""
    count = len(people)
    away = rng.random(count) < _ELSEWHERE
    other = rng.choice(np.array(list(COUNTIES), object), count)
    away &= other != people.county
    titles = {one: f"{county.city}{county.name}" for one, county in COUNTIES.items()}
    house = np.char.mod("%d号", rng.integers(1, 400, count)).astype(object)
    there = np.array([f"陕西省{titles[one]}{_HOUSE}" for one in other], object) + house
    return {
        "hukou_addr": np.where(away, there, people.address),
        "hukou_region": np.where(away, other, people.county),
        "residency": np.where(away, "2", "1").astype(object),
    }


def _contact(people: Population, rng: np.random.Generator) -> dict[str, Texts]:
    """Somebody to ring up for nine of ten; always for those without a telephone."""
    count = len(people)
    lot = rng.random(count)
    married = people.facts.marital == 20
    relation = np.select(
        (lot < 0.42, lot < 0.76, (lot < 0.9) & married), (_SON, _DAUGHTER, _SPOUSE), _OTHER
    ).astype(object)
    sex = np.where(relation == _SON, "1", np.where(people.sex == "1", "2", "1"))
    there = (rng.random(count) < 0.9) | (people.phone == "")
    number = phones.given(people.county, rng)
    number = np.where(number == "", one_of(rng, ("13992400000",), count), number)
    return {
        "contact_name": np.where(there, names.invented(sex, rng), ""),
        "contact_phone": np.where(there, number, ""),
        "contact_rel": np.where(there, relation, ""),
    }


def _facts(people: Population, rng: np.random.Generator) -> dict[str, Texts]:
    count = len(people)
    town = np.array([int(village[6:9]) < 100 for village in people.village], bool)
    older = people.age(AS_OF) >= 75
    learned = np.where(
        older,
        one_of(rng, ("9", "8", "7", "6", "4", "2"), count, (42, 38, 13, 4, 2, 1)),
        one_of(rng, ("9", "8", "7", "6", "4", "3", "2"), count, (14, 36, 32, 11, 3, 2.5, 1.5)),
    )
    worked = np.where(
        town,
        one_of(rng, ("5", "3", "1", "2", "8", "0", "7"), count, (34, 20, 12, 10, 12, 3, 9)),
        one_of(rng, ("4", "5", "3", "8", "7"), count, (78, 7, 4, 6, 5)),
    )
    nation = one_of(rng, ("01", "03", "11", "05"), count, (99.2, 0.6, 0.1, 0.1))
    nation = np.where(np.char.find(people.name.astype("U"), "·") >= 0, "05", nation)
    employee = rng.random(count) < np.where(town, 0.68, 0.10)
    aided = rng.random(count) < 0.04
    commercial = rng.random(count) < 0.03
    return {
        "nation": nation.astype(object),
        "abo": one_of(rng, ("1", "2", "3", "4", "5"), count, (24, 26, 27, 9, 14)),
        "rh": one_of(rng, ("2", "1", "3"), count, (79.6, 0.4, 20)),
        "education": learned.astype(object),
        "occupation": worked.astype(object),
        "marital": code(people.facts.marital),
        "pay_methods": several({"1": employee, "2": ~employee, "4": aided, "5": commercial}),
    }
