"""Invented township health centres and community health centres, with their doctors, and whom they serve."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from qinkang.kernel.credit_code import check_character
from qinkang.sandbox.people import COUNTIES, Population, names, places
from qinkang.sandbox.seeds import stream
from qinkang.sandbox.texts import Texts

_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714-1997
_DOCTORS = 6


@dataclass(frozen=True)
class Institution:
    """A primary-care institution: its name, unified social credit code, and doctors' names."""

    name: str
    uscc: str
    doctors: tuple[str, ...]


def credit_code(county: str, serial: int) -> str:
    """The code of a public institution (register 1, category 2) with both check characters."""
    body = f"{serial:08d}"
    left = 11 - sum(int(d) * w for d, w in zip(body, _ORGANISATION_WEIGHTS, strict=True)) % 11
    first17 = f"12{county}{body}{'0123456789X'[left % 11]}"
    return first17 + check_character(first17)


@dataclass(frozen=True)
class Serving:
    """The institution of each person's township and one of its doctors, as columns: one entry per person."""

    name: Texts
    uscc: Texts
    doctor: Texts


@cache
def of_township(code: str, seed: int) -> Institution:
    """The one institution of a township, from the first nine digits of an area code."""
    county, number = COUNTIES[code[:6]], int(code[6:9])
    kind = "社区卫生服务中心" if number < 100 else "卫生院"
    sexes = np.array(["1", "2"] * (_DOCTORS // 2), object)
    return Institution(
        name=f"{county.name}{places.township_name(code)}{kind}",
        uscc=credit_code(county.code, 43_500_000 + int(code[2:9]) % 500_000),
        doctors=tuple(names.invented(sexes, stream(seed, "doctors", code[:9]))),
    )


def serving(people: Population, seed: int, rng: np.random.Generator) -> Serving:
    """Who serves these people; the doctor is drawn."""
    townships, which = np.unique(people.village.astype("U9"), return_inverse=True)
    found = [of_township(str(code), seed) for code in townships]
    doctors = np.array([one.doctors for one in found], object).reshape(-1, _DOCTORS)
    return Serving(
        name=np.array([one.name for one in found], object)[which],
        uscc=np.array([one.uscc for one in found], object)[which],
        doctor=doctors[which, rng.integers(0, _DOCTORS, len(people))],
    )
