"""省统计局: the numbers of older residents by county, sex and age, as a flat file of a statistical office."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import numpy as np

from qinkang.sandbox.people import AS_OF, COUNTIES, Population
from qinkang.sandbox.senders.sending import Due
from qinkang.sandbox.senders.sent_file import SentFile
from qinkang.standards.datasets import ResidentPopulation

CODE = "SX-TJJ"
TOLD = {
    "code": CODE,
    "title": "省统计局（模拟）",
    "unit": "SX-610000",
    "kind": "statistics",
    "datasets": {ResidentPopulation.code: False},
}
"""What is said of it beside the senders; it has no layout, for it speaks of nobody."""
YEARS = (2024, 2025)
OLDEST = 95
COLUMNS = ("year", "area", "area_name", "sex", "age_band", "people", "source", "as_of")
STATISTICS = "1"


def residents(population: Population, folder: Path) -> Due:
    """Count everybody of the population, who is all there is of the simulated province, at each year's begin."""
    path = folder / "老年常住人口.csv"

    def make() -> SentFile:
        rows = [row for year in YEARS for row in _counted(population, year)]
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([ResidentPopulation.columns[name].title for name in COLUMNS])
            writer.writerows(rows)
        return SentFile(CODE, ResidentPopulation.code, path, len(rows), 2, AS_OF)

    return Due(AS_OF, make)


def _counted(population: Population, year: int) -> list[tuple[object, ...]]:
    """People by county, sex and the age they reach in the year, of those who lived on its first day."""
    as_of = date(year, 1, 1)
    those = population.where(population.alive(as_of))
    age = year - those.born.astype("datetime64[Y]").astype(int) - 1970
    counties = np.array(sorted(COUNTIES))
    county = np.searchsorted(counties, those.county.astype("U6"))
    bands = np.arange(60, OLDEST + 1, 5)
    band = np.minimum(age // 5 * 5, OLDEST)
    shape = (len(counties), 2, len(bands))
    places = np.ravel_multi_index(
        (county, (those.sex == "2").astype(int), np.maximum(band - 60, 0) // 5), shape
    )
    people = np.bincount(places[band >= 60], minlength=int(np.prod(shape))).reshape(shape)
    return [
        (
            year, str(code), COUNTIES[str(code)].name, sex, f"{first}+" if first == OLDEST else f"{first}-{first + 4}",
            int(people[c, s, b]), STATISTICS, as_of,
        )
        for c, code in enumerate(counties)
        for s, sex in enumerate("12")
        for b, first in enumerate(bands.tolist())
    ]  # fmt: skip
