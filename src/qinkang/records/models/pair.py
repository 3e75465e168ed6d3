"""Two persons who may be one, with the reasons; and two sightings of one number that contradict."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from qinkang.records.models.link_decision import LinkDecision
from qinkang.records.models.person import Person
from qinkang.records.models.sighting import Sighting


class PairState(models.TextChoices):
    """What is known of a pair."""

    OPEN = "open", "待核"
    SAME = "same", "同一人"
    NOT_SAME = "not_same", "不是同一人"


class Pair(models.Model):
    """Two persons who look like one. Only an action joins them.

    `explanation` holds titles, labels and weights, never a value compared. It speaks of the two
    sightings; where one of these belongs to another person by now, the pair is not standing (see
    `records.reviewing`). A pair decided as 不是同一人 opens again only where stronger evidence of another
    kind turns up than was decided upon (`decided_levels`, `decided_score`).
    """

    person_a = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    person_b = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sighting_a = models.ForeignKey(Sighting, models.PROTECT, related_name="+", db_index=False)
    sighting_b = models.ForeignKey(Sighting, models.PROTECT, related_name="+", db_index=False)
    score = models.FloatField(help_text="bits")
    levels = models.TextField(help_text="codes of the levels found, in the order of the comparisons")
    explanation = models.JSONField(help_text="reasons: titles, labels and weights")
    state = models.TextField(default=PairState.OPEN)
    decided_levels = models.TextField(null=True)
    decided_score = models.FloatField(null=True)
    decision = models.ForeignKey(LinkDecision, models.PROTECT, null=True, related_name="+", db_index=False)
    later_until = models.DateField(null=True, help_text="put off by a reviewer; asked again on that day")
    batch_id = models.BigIntegerField(null=True, help_text="the batch that showed it; null: an action did")
    since = models.DateTimeField()
    scope = ArrayField(models.IntegerField(), help_text="that of both persons together")

    class Meta:
        indexes = (
            models.Index(
                fields=("-score", "id"), name="pair_open", condition=models.Q(state=PairState.OPEN.value)
            ),
            # A decision is found again by its evidence when persons have been joined or parted since.
            models.Index(
                fields=("sighting_a", "sighting_b"),
                name="pair_decided_on",
                condition=models.Q(decided_levels__isnull=False),
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("person_a", "person_b"), name="pair_once"),
            models.CheckConstraint(
                name="pair_in_order", condition=models.Q(person_a__lt=models.F("person_b"))
            ),
            models.CheckConstraint(
                name="pair_state", condition=models.Q(state__in=[one.value for one in PairState])
            ),
            models.CheckConstraint(
                name="pair_decided",
                condition=~models.Q(state=PairState.NOT_SAME.value)
                | models.Q(decided_levels__isnull=False, decided_score__isnull=False),
            ),
        )

    def __str__(self) -> str:
        """Show which two."""
        return f"persons {self.person_a_id} and {self.person_b_id}: {self.state}"


class ConflictState(models.TextChoices):
    """What is known of a contradiction."""

    OPEN = "open", "待核"
    ACCEPTED = "accepted", "核实为同一人"


class Conflict(models.Model):
    """Two sightings with one number that differ in name, sex or birth date (C-13).

    They are one person by the number. Somebody must say whether one of them only mistyped, or used
    another's number: then `separate` parts them, and nothing is left to settle.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sighting_a = models.ForeignKey(Sighting, models.PROTECT, related_name="+", db_index=False)
    sighting_b = models.OneToOneField(Sighting, models.PROTECT, related_name="+")
    explanation = models.JSONField(help_text="what differs: titles, labels and weights")
    state = models.TextField(default=ConflictState.OPEN)
    decision = models.ForeignKey(LinkDecision, models.PROTECT, null=True, related_name="+", db_index=False)
    later_until = models.DateField(null=True, help_text="put off by a reviewer; asked again on that day")
    batch_id = models.BigIntegerField()
    since = models.DateTimeField()
    scope = ArrayField(models.IntegerField(), help_text="that of both sightings together")

    class Meta:
        indexes = (models.Index(fields=("batch_id",), name="conflict_batch"),)
        constraints = (
            models.CheckConstraint(
                name="conflict_state", condition=models.Q(state__in=[one.value for one in ConflictState])
            ),
        )

    def __str__(self) -> str:
        """Show which."""
        return f"conflict of sightings {self.sighting_a_id} and {self.sighting_b_id}"
