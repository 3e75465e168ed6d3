"""One line of the audit trail."""

from django.db import models


class AuditEvent(models.Model):
    """What was done, by whom, why and to what. Written once, never changed, without personal data.

    `object_ref` is an opaque key of ours (a record's or a batch's number), never a name or number of
    a person.
    """

    class Outcome(models.TextChoices):
        """How it ended."""

        DONE = "done", "完成"
        REFUSED = "refused", "拒绝"
        FAILED = "failed", "失败"

    at = models.DateTimeField("时间")
    actor = models.TextField("操作者")
    because = models.TextField("原因")
    action = models.TextField("操作")
    object_type = models.TextField("对象类别")
    object_ref = models.TextField("对象")
    rows = models.BigIntegerField("行数")
    outcome = models.TextField("结果")

    class Meta:
        verbose_name = verbose_name_plural = "审计记录"
        indexes = (
            models.Index(fields=("object_type", "object_ref"), name="audit_object"),
            models.Index(fields=("actor", "at"), name="audit_actor"),
        )
        constraints = (
            models.CheckConstraint(
                name="audit_outcome", condition=models.Q(outcome__in=["done", "refused", "failed"])
            ),
        )

    def __str__(self) -> str:
        """Show time, action and object."""
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.action} {self.object_type} {self.object_ref}"
