"""What rules across records find: it stands as long as the records together say so."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class CrossFinding(models.Model):
    """One record at fault beside others, by one rule across records.

    A row is written when the fault appears and taken out when it is gone; history keeps it. A record with
    a row of effect `hold` does not count until the fault is gone.

    Attributes:
        other: the record that shows the fault, as `death/17`; "" where no single one does.
        batch_id: the batch that brought the fault about; null where a person's decision did.
    """

    rule = models.TextField(help_text="code of the rule")
    dataset = models.TextField(help_text="code of the data set")
    record_id = models.BigIntegerField()
    effect = models.TextField(help_text="hold or flag")
    field = models.TextField(help_text="the field that findings name")
    other = models.TextField()
    batch_id = models.BigIntegerField(null=True)
    since = models.DateTimeField()
    scope = ArrayField(models.IntegerField(), help_text="that of the record")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("dataset", "record_id", "rule"), name="cross_finding_once"),
            models.CheckConstraint(
                name="cross_finding_effect", condition=models.Q(effect__in=["hold", "flag"])
            ),
        )

    def __str__(self) -> str:
        """Show rule and record."""
        return f"{self.rule}: {self.dataset}/{self.record_id}"


class JudgeAgain(models.Model):
    """A person to be settled again: its sightings changed, or which sources are believed first.

    Its golden values are chosen anew and its records judged again by the rules across records.
    """

    person = models.OneToOneField("records.Person", models.PROTECT, primary_key=True, related_name="+")
    since = models.DateTimeField()
    scope = ArrayField(models.IntegerField(), help_text="that of the person")

    def __str__(self) -> str:
        """Show who."""
        return f"person {self.person_id}"
