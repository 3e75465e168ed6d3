"""Deaths of older people."""

from django.db import models

from qinkang.records.tables import constraints_of, table_of
from qinkang.standards import datasets


class Death(table_of(datasets.Death)):
    """One person's death, as one source reports it."""

    class Meta:
        indexes = (
            models.Index(fields=("happened_on",), name="death_day"),
            models.Index(fields=("batch_id",), name="death_batch"),
        )
        constraints = constraints_of("death")
