"""问题数据: what was found in a row."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now


class Finding(models.Model):
    """One broken rule in one row. The sentence is printed from the rule and the field's title.

    Attributes:
        row_number: null when it is about the whole file.
        record_key: ties findings to (sender, data set, record) across versions: the sender's record
            number, else the keyed business key. When a later version of the record arrives, its findings
            stand and these are `current` no more.
        value: the cell as it stood, masked; the original rests in the sealed file.
        settled: number of the request by which two people have found the values to be right all the same;
            it holds the record no more.
        current: whether it still says something about the newest version of the record.
        found_at: when it was entered; null for what was found before that was kept.
    """

    batch = models.ForeignKey("intake.Batch", models.PROTECT, verbose_name="批次")
    sender = models.ForeignKey("intake.Sender", models.PROTECT, verbose_name="报送系统")
    dataset = models.TextField("数据集")
    row_number = models.IntegerField("行号", null=True)
    record_key = models.TextField("记录键", null=True)
    field = models.TextField("字段")
    rule = models.TextField("规则")
    severity = models.TextField("处理")
    value = models.TextField("原值（已脱敏）", null=True)
    settled = models.BigIntegerField("核实申请", null=True)
    current = models.BooleanField("现行", default=True)
    found_at = models.DateTimeField("发现时间", null=True, db_default=Now())
    scope = ArrayField(models.IntegerField(), verbose_name="可见单位")

    class Meta:
        verbose_name = "问题数据"
        indexes = (
            models.Index(fields=["batch", "row_number"], name="finding_of_row"),
            models.Index(fields=["sender", "dataset", "record_key"], name="finding_of_record"),
            BrinIndex(fields=["found_at"], name="finding_at", pages_per_range=16),
        )
