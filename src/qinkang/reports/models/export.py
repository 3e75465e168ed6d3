"""One list that somebody wants as a workbook."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from qinkang.accounts.models import User


class State(models.TextChoices):
    """How far it has come."""

    WAITING = "waiting", "排队中"
    RUNNING = "running", "正在生成"
    DONE = "done", "可以下载"
    FAILED = "failed", "没有生成"
    CANCELLED = "cancelled", "已取消"
    EXPIRED = "expired", "已删除"


class Export(models.Model):
    """One export, from asking to deletion. The row says what was asked and by whom; the file rests sealed.

    `question` is that of the list's page (period, area, filter), which names nobody. A row that is
    `running` and has not been heard of for a while is taken up again from its beginning.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="exports", verbose_name="申请人")
    name = models.TextField("名单", help_text="name under which the list was offered")
    title = models.TextField("标题")
    question = models.JSONField("条件", default=dict)
    filters = models.TextField("筛选", blank=True, help_text="the question in words")
    whole = models.BooleanField("完整身份信息", default=False)
    because = models.TextField("事由", blank=True)
    state = models.TextField("状态", choices=State, default=State.WAITING)
    total = models.IntegerField("总行数", null=True)
    done = models.IntegerField("已写行数", default=0)
    problem = models.TextField("说明", blank=True)
    asked_at = models.DateTimeField("申请时间")
    began_at = models.DateTimeField("开始时间", null=True)
    heard_at = models.DateTimeField("最近进展", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    file = models.TextField("封存文件", blank=True)
    size = models.BigIntegerField("字节数", null=True)
    expires_on = models.DateField("保留到", null=True)
    downloads = models.IntegerField("下载次数", default=0)
    scope = ArrayField(models.IntegerField(), verbose_name="可见单位")

    class Meta:
        verbose_name = "导出"
        indexes = (
            models.Index(
                fields=("id",), name="export_to_make", condition=models.Q(state__in=["waiting", "running"])
            ),
            models.Index(fields=("user", "-id"), name="export_of_user"),
        )
        constraints = (
            models.CheckConstraint(name="export_state_known", condition=models.Q(state__in=State.values)),
            models.CheckConstraint(
                name="export_whole_has_a_reason", condition=models.Q(whole=False) | ~models.Q(because="")
            ),
            models.CheckConstraint(
                name="export_done_has_a_file",
                condition=~models.Q(state="done")
                | (models.Q(expires_on__isnull=False, size__isnull=False) & ~models.Q(file="")),
            ),
        )
