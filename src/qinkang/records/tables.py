"""A data set's tables, made from its declaration: database facts only.

Titles, choices, ranges and clauses are read from the declaration at run time, so that changing them
makes no migration. A written class of a few lines on the base adds indexes and constraints:

    class HealthCheck(table_of(datasets.HealthCheck)):
        class Meta:
            constraints = constraints_of("health_check")
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from qinkang.records.models.sighting import Sighting
from qinkang.standards.dataset import Dataset
from qinkang.standards.field import Choices, Day, Field, Month, Number
from qinkang.standards.part import Part


class Standing(models.TextChoices):
    """Whether a record counts."""

    ACCEPTED = "accepted", "有效"
    HELD = "held", "待处理"  # stored and shown, out of figures and delivery until settled
    WITHDRAWN = "withdrawn", "已作废"


def column_of(field: Field, *, null: bool) -> models.Field:
    """Return the database column of a declared field: type and null, nothing else."""
    match field:
        case Number():
            return models.FloatField(null=null)
        case Day() | Month():
            return models.DateField(null=null)
        case Choices():
            return ArrayField(models.TextField(), null=null)
        case _:
            return models.TextField(null=null)


class Recorded(models.Model):
    """What every record carries besides its fields: where it comes from, who may see it, how it stands."""

    sender = models.IntegerField(help_text="number of the sending system")
    source_no = models.TextField(null=True, help_text="the sender's own number of the record")
    source_version = models.BigIntegerField(
        null=True, help_text="the sender's version; a later one is greater"
    )
    business_key = models.BinaryField(help_text="keyed hash of the values of the data set's key")
    content = models.BinaryField(help_text="hash of all values; equal content changes nothing")
    version = models.IntegerField(help_text="our own version, counted from 1")
    standing = models.TextField(help_text="a code of Standing")
    happened_on = models.DateField(help_text="decides edition, dictionary and period")
    scope = ArrayField(models.IntegerField(), help_text="units that may see it, with their superiors")
    batch_id = models.BigIntegerField()
    row_number = models.IntegerField(help_text="row in the batch, from 1")
    recorded_at = models.DateTimeField()
    actor = models.TextField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """Show table and number."""
        return f"{self._meta.model_name} {self.pk}"


COMMON = tuple(field.name for field in Recorded._meta.local_fields)
"""Names of the columns that every record carries."""


def sighting_fields(dataset: Dataset) -> dict[str, str]:
    """Return role to the name of its reference: `sighting` for the subject, else `mother_sighting`."""
    return {
        role: f"{party.prefix}sighting" if not party.prefix else f"{role}_sighting"
        for role, party in dataset.parties.items()
    }


def own_fields(dataset: Dataset) -> dict[str, Field]:
    """Return the declared fields that stand in the table: all but those of the parties."""
    return {name: field for name, field in dataset.fields.items() if name not in dataset.identity_names}


def table_of(dataset: Dataset) -> type[Recorded]:
    """Return an abstract base with a column for every field that identifies nobody.

    A party becomes a reference to its sighting. Only fields without which a row is rejected may not be
    null. Raises ValueError where a field has the name of a column that every record carries.
    """
    fields = own_fields(dataset)
    if taken := set(fields) & {"id", *COMMON}:
        raise ValueError(f"{dataset.code}: {', '.join(sorted(taken))} is the name of a common column")
    body: dict[str, Any] = {name: column_of(field, null=not field.key) for name, field in fields.items()}
    for number, name in enumerate(sighting_fields(dataset).values()):
        body[name] = models.ForeignKey(Sighting, models.PROTECT, null=number > 0, related_name="+")
    return _abstract(f"{dataset.code} table", Recorded, dataset, body)


def part_of(dataset: Dataset, part: Part, parent: str) -> type[models.Model]:
    """Return an abstract base for one repeated group: its record, its place from 1, its fields.

    Args:
        part: one of the data set's parts.
        parent: name of the written class of the data set's table, in the same app.
    """
    body: dict[str, Any] = {
        "record": models.ForeignKey(parent, models.PROTECT, related_name=part.name),
        "seq": models.SmallIntegerField(help_text="place on the form, from 1"),
        "scope": ArrayField(models.IntegerField(), help_text="that of the record"),
        **{name: column_of(field, null=True) for name, field in part.fields.items()},
    }
    base = _abstract(f"{dataset.code} {part.name}", models.Model, dataset, body)
    base.part = part
    return base


def parts_of(dataset: Dataset, parent: str) -> dict[str, type[models.Model]]:
    """Return an abstract base for each repeated group, by the group's name."""
    return {name: part_of(dataset, part, parent) for name, part in dataset.parts.items()}


def _abstract(title: str, base: type, dataset: Dataset, body: dict[str, Any]) -> Any:
    """Make an abstract model that knows its data set."""
    meta = type("Meta", (), {"abstract": True})
    name = "".join(word.capitalize() for word in title.replace(".", " ").replace("_", " ").split())
    return type(name, (base,), {"__module__": __name__, "dataset": dataset, "Meta": meta, **body})


def part_models(model: type[Recorded]) -> dict[str, type[models.Model]]:
    """Return the written classes of a table's parts, by the part's name."""
    return {
        relation.related_model.part.name: relation.related_model
        for relation in model._meta.related_objects
        if getattr(relation.related_model, "part", None)
    }


def constraints_of(table: str) -> tuple[models.BaseConstraint, ...]:
    """Return what holds for every data set's table: one record per thing, one per sender's number."""
    return (
        models.UniqueConstraint(fields=("sender", "source_no"), name=f"{table}_source_no"),
        models.UniqueConstraint(
            fields=("business_key",),
            name=f"{table}_business_key",
            condition=~models.Q(standing=Standing.WITHDRAWN.value),
        ),
        models.CheckConstraint(
            name=f"{table}_standing",
            condition=models.Q(standing__in=[one.value for one in Standing]),
        ),
    )


def part_constraints(table: str) -> tuple[models.BaseConstraint, ...]:
    """Return what holds for every part's table: one group per place."""
    return (models.UniqueConstraint(fields=("record", "seq"), name=f"{table}_place"),)
