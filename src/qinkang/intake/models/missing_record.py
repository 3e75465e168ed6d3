"""A record that was there and is missing from a full re-send (全量): asked about, never assumed deleted."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class MissingAnswer(models.TextChoices):
    """What is known of a missing record."""

    OPEN = "open", "待答复"
    VALID = "valid", "仍有效"
    VOID = "void", "作废"
    RETURNED = "returned", "已再次报送"  # a later batch had it again: the question is over
    MOOT = "moot", "无需答复"  # the record was withdrawn otherwise, or the batch that asked was


class MissingRecord(models.Model):
    """One question: is this record, which the full file no longer has, still valid?

    A record answered as 仍有效 is not asked about again until it was sent and is missing anew.

    Attributes:
        batch: the full re-send that lacked it.
        record: its number in the data set's table.
        done_at: when a 作废 was carried out.
    """

    batch = models.ForeignKey("intake.Batch", models.PROTECT, verbose_name="批次")
    sender = models.ForeignKey("intake.Sender", models.PROTECT, verbose_name="报送系统")
    dataset = models.TextField("数据集")
    record = models.BigIntegerField("记录")
    asked_at = models.DateTimeField("提出时间")
    answer = models.TextField("答复", choices=MissingAnswer, default=MissingAnswer.OPEN)
    because = models.TextField("理由", default="")
    answered_by = models.TextField("答复人", default="")
    answered_at = models.DateTimeField("答复时间", null=True)
    done_at = models.DateTimeField("办理时间", null=True)
    scope = ArrayField(models.IntegerField(), verbose_name="可见单位")

    class Meta:
        verbose_name = "全量报送中缺少的记录"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(answer__in=MissingAnswer.values), name="missing_answer_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(answer="void") | ~models.Q(because=""), name="missing_void_has_a_reason"
            ),
            models.UniqueConstraint(
                fields=["dataset", "record"],
                name="missing_asked_once",
                condition=models.Q(answer__in=["open", "valid", "void"]),
            ),
        )
        indexes = (
            models.Index(fields=["batch"], name="missing_of_batch"),
            models.Index(
                fields=["id"], name="missing_to_do", condition=models.Q(answer="void", done_at=None)
            ),
        )
