"""省统计局: the numbers of older residents by county, sex and age, as a flat file of a statistical office."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import numpy as np

from qinkang.sandbox.people import AS_OF, COUNTIES, Population
from qinkang.sandbox.senders.sender import NEW, SentFile
from qinkang.standards.datasets import ResidentPopulation

CODE, TITLE, UNIT = "SX-TJJ", "省统计局（模拟）", "SX-610000"
YEARS = (2024, 2025)
OLDEST = 95
COLUMNS = ("year", "area", "area_name", "sex", "age_band", "people", "source", "as_of")
STATISTICS = "1"


def write_residents(population: Population, folder: Path) -> SentFile:
    """Count everybody of the population, who is all there is of the simulated province, at each year's end."""
    path = folder / "老年常住人口.csv"
    rows = [row for year in YEARS for row in _counted(population, year)]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([ResidentPopulation.columns[name].title for name in COLUMNS])
        writer.writerows(rows)
    return SentFile(CODE, ResidentPopulation.code, path, len(rows), 2, AS_OF, NEW)


def _counted(population: Population, year: int) -> list[tuple[object, ...]]:
    age = year - population.born.astype("datetime64[Y]").astype(int) - 1970
    band = np.minimum(age // 5 * 5, OLDEST)
    county = population.county.astype("U6")
    as_of = date(year, 1, 1)
    return [
        (
            year, code, COUNTIES[code].name, sex, f"{first}+" if first == OLDEST else f"{first}-{first + 4}",
            int(np.count_nonzero((county == code) & (population.sex == sex) & (band == first))), STATISTICS, as_of,
        )
        for code in COUNTIES
        for sex in ("1", "2")
        for first in range(60, OLDEST + 1, 5)
    ]  # fmt: skip
