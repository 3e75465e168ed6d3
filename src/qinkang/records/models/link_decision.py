"""What a person decided about persons, and what it changed, so that it can be taken back."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Kind(models.TextChoices):
    """What was decided."""

    JOIN = "join", "合并"
    SEPARATE = "separate", "拆分"
    KEEP_APART = "keep_apart", "判为不是同一人"
    ACCEPT = "accept", "核实为同一人"
    UNDO = "undo", "撤销"


class LinkDecision(models.Model):
    """One decision. `before` holds numbers and codes of what it changed, as it was; no identity.

    Written once. Taking it back is another decision that names it in `undoes`.
    """

    kind = models.TextField()
    person_a = models.BigIntegerField(help_text="the person that stays")
    person_b = models.BigIntegerField(help_text="the person joined to it, parted from it, or kept apart")
    before = models.JSONField(help_text="the links moved and the pair decided, as they were")
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    at = models.DateTimeField()
    actor = models.TextField()
    because = models.TextField()
    scope = ArrayField(models.IntegerField(), help_text="that of both persons together")

    class Meta:
        indexes = (
            models.Index(fields=("person_a", "person_b"), name="link_decision_persons"),
            # Asked of every batch: the few by which a number was found to be somebody else's.
            models.Index(
                fields=("id",),
                name="link_decision_misnumbered",
                condition=models.Q(kind=Kind.SEPARATE.value, before__has_key="held"),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="link_decision_kind", condition=models.Q(kind__in=[one.value for one in Kind])
            ),
            models.CheckConstraint(
                name="link_decision_undoes",
                condition=models.Q(kind=Kind.UNDO.value, undoes__isnull=False)
                | (~models.Q(kind=Kind.UNDO.value) & models.Q(undoes__isnull=True)),
            ),
        )

    def __str__(self) -> str:
        """Show what about whom."""
        return f"{self.kind} of persons {self.person_a} and {self.person_b}"
