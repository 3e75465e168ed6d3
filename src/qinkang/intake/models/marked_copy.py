"""问题标注: the sender's own workbook, with a column of what is wrong in each row."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class CopyState(models.TextChoices):
    """How far it has come."""

    ASKED = "asked", "正在生成"
    MADE = "made", "可以下载"
    FAILED = "failed", "未能生成"


class MarkedCopy(models.Model):
    """One marked copy of a batch's file. It lies sealed under `place`, as landed files do.

    Attributes:
        says: what a reader of it should know, or why there is none.
    """

    batch = models.ForeignKey("intake.Batch", models.PROTECT, verbose_name="批次")
    state = models.TextField("状态", choices=CopyState, default=CopyState.ASKED)
    place = models.TextField("封存文件", default="")
    file_name = models.TextField("文件名", default="")
    size = models.BigIntegerField("字节数", default=0)
    says = models.TextField("说明", default="")
    attempts = models.PositiveSmallIntegerField("处理次数", default=0)
    asked_by = models.TextField("申请人")
    asked_at = models.DateTimeField("申请时间")
    made_at = models.DateTimeField("生成时间", null=True)
    scope = ArrayField(models.IntegerField(), verbose_name="可见单位")

    class Meta:
        verbose_name = "问题标注"
        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=CopyState.values), name="copy_state_known"),
            models.UniqueConstraint(
                fields=["batch"], name="copy_one_at_a_time", condition=models.Q(state="asked")
            ),
        )
