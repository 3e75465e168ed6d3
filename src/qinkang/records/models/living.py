"""How older people live."""

from django.db import models

from qinkang.records.tables import constraints_of, table_of
from qinkang.standards import datasets


class Living(table_of(datasets.Living)):
    """How one person lived on one day."""

    class Meta:
        indexes = (
            models.Index(fields=("happened_on",), name="living_day"),
            models.Index(fields=("batch_id",), name="living_batch"),
        )
        constraints = constraints_of("living")
