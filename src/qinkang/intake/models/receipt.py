"""What became of each row."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Undone(models.TextChoices):
    """What became of a row when its batch was withdrawn, or one that had stood in its way."""

    WITHDRAWN = "withdrawn", "随批次撤回"
    RESTORED = "restored", "恢复为上一版本"
    KEPT = "kept", "保持不变，以后来的批次为准"
    NOTHING = "nothing", "本批未改变记录"
    TAKEN = "taken", "另一批次撤回后采用"


class Receipt(models.Model):
    """The answer for one row of a batch: every row received has exactly one.

    Attributes:
        row_number: as a person sees it in the file.
        source_no: the sender's record number, "" where the business key served instead.
        by_key: whether the business key served in place of a record number.
        standing: accepted, held or rejected.
        outcome: what the truth did with it: inserted, superseded (an older version), ignored (a newer one
            is there), unchanged, withdrawn; "" for a rejected row.
        record: id in the data set's table, once there.
        undone: what a withdrawal did with it, a code of `Undone`. The rest of a receipt is what the sender
            was told, and changes only where the row was taken after all.
    """

    batch = models.ForeignKey("intake.Batch", models.PROTECT, verbose_name="批次")
    row_number = models.IntegerField("行号")
    source_no = models.TextField("记录编号")
    by_key = models.BooleanField("按业务主键")
    standing = models.TextField("处理")
    outcome = models.TextField("结果")
    record = models.BigIntegerField("记录", null=True)
    undone = models.TextField("撤回", default="", db_default="")
    scope = ArrayField(models.IntegerField(), verbose_name="可见单位")

    class Meta:
        verbose_name = "行回执"
        constraints = (
            models.UniqueConstraint(fields=["batch", "row_number"], name="receipt_once"),
            models.CheckConstraint(
                condition=models.Q(standing__in=["accepted", "held", "rejected"]),
                name="receipt_standing_known",
            ),
            models.CheckConstraint(
                condition=models.Q(undone__in=["", *Undone.values]), name="receipt_undone_known"
            ),
        )
