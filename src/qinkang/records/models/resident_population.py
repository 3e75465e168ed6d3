"""Resident population, the denominators from outside."""

from django.db import models

from qinkang.records.tables import constraints_of, table_of
from qinkang.standards import datasets


class ResidentPopulation(table_of(datasets.ResidentPopulation)):
    """How many people of a sex and age band lived in an area, as one source says. Nobody's own record."""

    class Meta:
        indexes = (models.Index(fields=("batch_id",), name="population_batch"),)
        constraints = constraints_of("population")
