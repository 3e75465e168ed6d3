"""Invented township health centres and community health centres, with their doctors."""

from dataclasses import dataclass

import numpy as np

from qinkang.kernel.credit_code import check_character
from qinkang.sandbox.people import COUNTIES, names, places
from qinkang.sandbox.seeds import stream

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
