"""What was agreed with a sender about one data set."""

from django.db import models


class Contract(models.Model):
    """One sender's way of sending one data set.

    `columns` is the mapping a person confirmed: the file's column to the field's name, or to null for
    a column that is not used. Without a confirmation a batch waits. `whole` says that a file is the
    sender's whole stock (全量) rather than what is new (增量).
    """

    sender = models.ForeignKey("intake.Sender", models.PROTECT, verbose_name="报送系统")
    dataset = models.TextField("数据集")
    columns = models.JSONField("确认的列对照", null=True)
    confirmed_by = models.TextField("确认人", default="")
    confirmed_at = models.DateTimeField("确认时间", null=True)
    whole = models.BooleanField("全量", default=False)

    class Meta:
        verbose_name = "报送约定"
        constraints = (
            models.UniqueConstraint(fields=["sender", "dataset"], name="contract_once"),
            models.CheckConstraint(
                condition=models.Q(columns__isnull=True, confirmed_at__isnull=True)
                | models.Q(columns__isnull=False, confirmed_at__isnull=False),
                name="contract_confirmed_whole",
            ),
        )
