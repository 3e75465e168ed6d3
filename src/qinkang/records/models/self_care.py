"""The self-care assessments of older people."""

from django.db import models

from qinkang.records.tables import constraints_of, table_of
from qinkang.standards import datasets


class SelfCare(table_of(datasets.SelfCare)):
    """One assessment of one person by one institution."""

    class Meta:
        indexes = (
            models.Index(fields=("happened_on",), name="self_care_day"),
            models.Index(fields=("batch_id",), name="self_care_batch"),
        )
        constraints = constraints_of("self_care")
