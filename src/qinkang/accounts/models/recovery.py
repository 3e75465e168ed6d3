"""A lost second factor: asked for by one person, allowed by another."""

from django.db import models
from django.db.models import F, Q

from qinkang.accounts.models.user import User


class Recovery(models.Model):
    """One request to take the second factor off an account."""

    user = models.ForeignKey(User, models.PROTECT, related_name="recoveries", verbose_name="用户")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间")
    because = models.TextField("理由")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="复核人")
    decided_at = models.DateTimeField("复核时间", null=True)
    allowed = models.BooleanField("同意", null=True)

    class Meta:
        verbose_name = "动态口令重置"
        constraints = (
            models.CheckConstraint(
                name="recovery_takes_two_people",
                condition=Q(decided_by=None)
                | ~(Q(decided_by=F("asked_by")) | Q(decided_by=F("user")) | Q(asked_by=F("user"))),
            ),
            models.CheckConstraint(
                name="recovery_decision_is_whole",
                condition=Q(decided_by=None, decided_at=None, allowed=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False, allowed__isnull=False),
            ),
            models.UniqueConstraint(name="recovery_once", fields=("user",), condition=Q(decided_at=None)),
        )
