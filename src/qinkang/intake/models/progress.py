"""How far something that takes long has come, told while its own transaction is still open."""

from django.db import models


class Progress(models.Model):
    """One piece of long work. It says nothing of what is in the rows.

    Attributes:
        subject: `batch:17`, `upload:3`.
        rows: rows done.
        of: rows in all, None where nobody knows.
        began_at: when this attempt began.
        at: when it was told last.
    """

    subject = models.TextField("对象", primary_key=True)
    rows = models.IntegerField("已处理行数")
    of = models.IntegerField("总行数", null=True)
    began_at = models.DateTimeField("开始时间")
    at = models.DateTimeField("更新时间")

    class Meta:
        verbose_name = "进度"
