"""撤回: taking back what a batch did, asked by one person and approved by another."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class WithdrawalState(models.TextChoices):
    """How far it has come."""

    COUNTING = "counting", "正在核算影响"
    COUNTED = "counted", "待申请人确认"
    ASKED = "asked", "待审批"
    APPROVED = "approved", "正在撤回"
    DONE = "done", "已撤回"
    REFUSED = "refused", "未批准"
    DROPPED = "dropped", "已取消"
    IMPOSSIBLE = "impossible", "不能撤回"


OPEN = ("counting", "counted", "asked", "approved")


class Withdrawal(models.Model):
    """One wish to take a batch back.

    Attributes:
        effect: counts of what would happen, and after it what happened (`pipeline.withdrawing`).
        says: why it was refused or cannot be done.
    """

    batch = models.ForeignKey("intake.Batch", models.PROTECT, related_name="withdrawals", verbose_name="批次")
    state = models.TextField("状态", choices=WithdrawalState, default=WithdrawalState.COUNTING)
    effect = models.JSONField("影响", null=True)
    because = models.TextField("理由", default="")
    asked_by = models.TextField("申请人")
    asked_at = models.DateTimeField("申请时间")
    decided_by = models.TextField("审批人", default="")
    decided_at = models.DateTimeField("审批时间", null=True)
    done_at = models.DateTimeField("撤回时间", null=True)
    says = models.TextField("说明", default="")
    scope = ArrayField(models.IntegerField(), verbose_name="可见单位")

    class Meta:
        verbose_name = "批次撤回"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=WithdrawalState.values), name="withdrawal_state_known"
            ),
            models.UniqueConstraint(
                fields=["batch"], name="withdrawal_one_at_a_time", condition=models.Q(state__in=OPEN)
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by="") | ~models.Q(decided_by=models.F("asked_by")),
                name="withdrawal_decided_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by="", decided_at=None)
                | (~models.Q(decided_by="") & models.Q(decided_at__isnull=False)),
                name="withdrawal_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["asked", "approved", "done", "refused"])
                | ~models.Q(because=""),
                name="withdrawal_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["approved", "done", "refused"]) | ~models.Q(decided_by=""),
                name="withdrawal_was_decided",
            ),
        )
