"""What was agreed with a sender about one data set."""

from django.db import models


class Schedule(models.TextChoices):
    """How often a sender has agreed to send."""

    DAILY = "daily", "每日"
    WEEKLY = "weekly", "每周"
    MONTHLY = "monthly", "每月"
    QUARTERLY = "quarterly", "每季"
    IRREGULAR = "irregular", "不定期"


class Contract(models.Model):
    """One sender's way of sending one data set.

    `columns` is the mapping a person confirmed: the file's column to the field's name, or to null for
    a column that is not used. Without a confirmation a batch waits. `whole` says that a file is the
    sender's whole stock (全量) rather than what is new (增量): rows missing from it are asked about.
    `edition` is the edition of the data set that was agreed on, "" for that in force. A contract that is
    not `active` is kept for what it says of the past.
    """

    sender = models.ForeignKey("intake.Sender", models.PROTECT, verbose_name="报送系统")
    dataset = models.TextField("数据集")
    columns = models.JSONField("确认的列对照", null=True)
    confirmed_by = models.TextField("确认人", default="")
    confirmed_at = models.DateTimeField("确认时间", null=True)
    whole = models.BooleanField("全量", default=False)
    edition = models.TextField("数据集版本", default="")
    schedule = models.TextField("报送周期", choices=Schedule, default=Schedule.IRREGULAR)
    active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "报送约定"
        constraints = (
            models.UniqueConstraint(fields=["sender", "dataset"], name="contract_once"),
            models.CheckConstraint(
                condition=models.Q(columns__isnull=True, confirmed_at__isnull=True)
                | models.Q(columns__isnull=False, confirmed_at__isnull=False),
                name="contract_confirmed_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(schedule__in=Schedule.values), name="contract_schedule_known"
            ),
        )
