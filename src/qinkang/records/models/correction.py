"""A request to change or withdraw one record, and what a second person said to it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Kind(models.TextChoices):
    """What is asked for."""

    CHANGE = "change", "更正"
    WITHDRAW = "withdraw", "作废"
    RELEASE = "release", "解除存疑"
    RESENT = "resent", "报送内容与更正不同"  # the sender sends again what the office has corrected


class CorrectionState(models.TextChoices):
    """Where a request stands."""

    DRAFT = "draft", "草稿"
    ASKED = "asked", "待审核"
    RETURNED = "returned", "已退回"
    DROPPED = "dropped", "已撤回"  # by whoever asked
    APPROVED = "approved", "已核准，正在写入"
    APPLIED = "applied", "已生效"


OPEN = (CorrectionState.ASKED, CorrectionState.APPROVED)


class Correction(models.Model):
    """One request about one version of one record, from draft to effect. Rows are never deleted.

    The new values, the reason and whatever was written as evidence are in one sealed envelope, for they
    may say who somebody is (`records.correcting.Content`). In clear stands which fields change, not to what.
    `business_key`, `content` and `source_version` are those of the record before the correction: by them a
    sender's later row is recognised that would bring the old values back.
    """

    dataset = models.TextField(help_text="code of the data set")
    record_id = models.BigIntegerField()
    record_version = models.IntegerField(help_text="our version of the record that the request is about")
    kind = models.TextField()
    state = models.TextField(default=CorrectionState.DRAFT)
    fields = ArrayField(
        models.TextField(), default=list, help_text="names of the columns that change; of RELEASE the rules"
    )
    settles = models.JSONField(
        null=True, help_text="of RELEASE: rule to a keyed hash of the values for which it holds no more"
    )
    sealed = models.BinaryField(help_text="envelope with the changes, the reason and the evidence's words")
    asked_by = models.TextField(help_text="account or job, as in the audit trail")
    changed_at = models.DateTimeField(help_text="when the draft was last kept, then when it was asked")
    decided_by = models.TextField(default="")
    decided_at = models.DateTimeField(null=True)
    said = models.TextField(default="", help_text="the second person's words")
    business_key = models.BinaryField(null=True)
    content = models.BinaryField(null=True)
    source_version = models.BigIntegerField(null=True)
    offered = models.BinaryField(null=True, help_text="content that a sender offers instead (RESENT)")
    batch_id = models.BigIntegerField(
        null=True, help_text="the batch that stored it; before that, of RESENT, the one that offers"
    )
    applied_version = models.IntegerField(null=True, help_text="our version of the record that it made")
    scope = ArrayField(models.IntegerField(), help_text="that of the record")

    class Meta:
        indexes = (
            models.Index(fields=("dataset", "record_id"), name="correction_record"),
            models.Index(
                fields=("dataset", "business_key"),
                name="correction_key",
                condition=models.Q(state=CorrectionState.APPLIED.value),
            ),
            models.Index(
                fields=("id",),
                name="correction_to_store",
                condition=models.Q(state=CorrectionState.APPROVED.value),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="correction_kind", condition=models.Q(kind__in=[one.value for one in Kind])
            ),
            models.CheckConstraint(
                name="correction_state",
                condition=models.Q(state__in=[one.value for one in CorrectionState]),
            ),
            models.CheckConstraint(
                name="correction_needs_two_people",
                condition=~models.Q(decided_by=models.F("asked_by")),
            ),
            models.CheckConstraint(
                name="correction_decision_is_whole",
                condition=models.Q(decided_by="", decided_at=None)
                | (~models.Q(decided_by="") & models.Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="correction_applied_is_whole",
                condition=~models.Q(state=CorrectionState.APPLIED.value)
                | models.Q(applied_version__isnull=False, batch_id__isnull=False, business_key__isnull=False),
            ),
            models.UniqueConstraint(
                name="correction_one_draft",
                fields=("dataset", "record_id", "asked_by"),
                condition=models.Q(state=CorrectionState.DRAFT.value),
            ),
            models.UniqueConstraint(
                name="correction_one_open",
                fields=("dataset", "record_id"),
                condition=models.Q(state__in=[one.value for one in OPEN]) & ~models.Q(kind=Kind.RESENT.value),
            ),
        )

    def __str__(self) -> str:
        """Show what is asked of which record."""
        return f"{self.kind} of {self.dataset}/{self.record_id}: {self.state}"


class Evidence(models.Model):
    """One file that shows why a correction is right: a scan or a photo, sealed with its name."""

    correction = models.ForeignKey(Correction, models.PROTECT, related_name="evidence")
    kind = models.TextField(help_text="pdf, png or jpeg, as its first bytes say")
    size = models.IntegerField(help_text="bytes, unsealed")
    sealed = models.BinaryField(help_text="envelope with the file's name and its bytes")
    at = models.DateTimeField()
    actor = models.TextField()
    scope = ArrayField(models.IntegerField(), help_text="that of the correction")

    class Meta:
        constraints = (
            models.CheckConstraint(name="evidence_kind", condition=models.Q(kind__in=["pdf", "png", "jpeg"])),
        )

    def __str__(self) -> str:
        """Show of what."""
        return f"evidence of correction {self.correction_id}"
