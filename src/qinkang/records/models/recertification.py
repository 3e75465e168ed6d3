"""The yearly survival checks of older people."""

from django.db import models

from qinkang.records.tables import constraints_of, table_of
from qinkang.standards import datasets


class Recertification(table_of(datasets.Recertification)):
    """The outcome of one person's check in one cycle."""

    class Meta:
        indexes = (
            models.Index(fields=("happened_on",), name="recertification_day"),
            models.Index(fields=("batch_id",), name="recertification_batch"),
        )
        constraints = constraints_of("recertification")
