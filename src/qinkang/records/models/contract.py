"""The contracts with family doctors, with their service items."""

from django.db import models

from qinkang.records.tables import constraints_of, part_constraints, parts_of, table_of
from qinkang.standards import datasets

PARTS = parts_of(datasets.Contract, "Contract")


class Contract(table_of(datasets.Contract)):
    """One contract of one person with one institution."""

    class Meta:
        indexes = (
            models.Index(fields=("happened_on",), name="contract_day"),
            models.Index(fields=("batch_id",), name="contract_batch"),
        )
        constraints = constraints_of("contract")


class ContractItems(PARTS["items"]):
    """A service agreed on, how often it is due and how often it was done."""

    class Meta:
        constraints = part_constraints("contract_items")
