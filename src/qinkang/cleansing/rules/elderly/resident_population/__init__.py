"""Rules of the resident population, row by row.

That the bands of one area add up to its sums is found when the figures are built
(`measures.building.population`), for it takes many rows.
"""

from qinkang.cleansing.rules.elderly.resident_population import figures

__all__ = ["figures"]
