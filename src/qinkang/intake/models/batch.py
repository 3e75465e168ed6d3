"""What arrived at one time."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class State(models.TextChoices):
    """How far a batch has come. Whatever dies, it is in one of these."""

    LANDED = "landed", "已接收"  # the bytes are safe; nothing else was done
    UNMAPPED = "unmapped", "待确认列对照"  # a person must confirm which column is which
    STORED = "stored", "已入库"  # every row has its receipt
    SPLIT = "split", "已拆分"  # an archive whose files are batches of their own
    UNREADABLE = "unreadable", "无法读取"  # the file is no table; told to the sender
    STUCK = "stuck", "处理出错"  # it failed repeatedly for a reason of ours; the operating team must look
    WITHDRAWN = "withdrawn", "已撤回"  # stored once, then taken back whole


class Kind(models.TextChoices):
    """How rows came."""

    SENT = "sent", "报送"
    CORRECTION = "correction", "更正"  # one row, asked for and approved here; it has no landed file


class Batch(models.Model):
    """One file or message of one sender about one data set; or one approved correction of one record.

    Attributes:
        kind: a correction has the sender of the record that it changes, and no landed file.
        digest: keyed hash of the bytes; the same bytes sent again are the same batch, unless that was
            withdrawn.
        landing: name of the sealed file, from the digest.
        live: false for history, which is neither scored nor announced.
        rulebook: hash of the decisions its rows were judged by.
        problem: for people, when the state asks for somebody.
        proposal: which column was taken for which field, with masked samples (`intake.proposal`); kept
            when there is something for a person to confirm.
        expected: rows that a dry run counted, None without one.
        rows … rejected: counts of rows, once stored. rows = accepted + held + rejected.
    """

    sender = models.ForeignKey("intake.Sender", models.PROTECT, verbose_name="报送系统")
    dataset = models.TextField("数据集")
    kind = models.TextField("种类", choices=Kind, default=Kind.SENT)
    file_name = models.TextField("文件名")
    size = models.BigIntegerField("字节数")
    digest = models.BinaryField("摘要")
    landing = models.TextField("封存文件")
    live = models.BooleanField("实时", default=True)
    received_at = models.DateTimeField("接收时间")
    received_by = models.TextField("接收人")
    state = models.TextField("状态", choices=State, default=State.LANDED)
    problem = models.TextField("说明", default="")
    attempts = models.PositiveSmallIntegerField("处理次数", default=0)
    encoding = models.TextField("编码", default="")
    notes = ArrayField(models.TextField(), verbose_name="读取说明", default=list)
    proposal = models.JSONField("列对照", null=True)
    expected = models.IntegerField("预计行数", null=True)
    rulebook = models.TextField("规则手册", default="")
    stored_at = models.DateTimeField("入库时间", null=True)
    rows = models.IntegerField("行数", default=0)
    accepted = models.IntegerField("接收", default=0)
    corrected = models.IntegerField("自动修正", default=0)
    flagged = models.IntegerField("提示", default=0)
    held = models.IntegerField("存疑", default=0)
    rejected = models.IntegerField("退回", default=0)
    scope = ArrayField(models.IntegerField(), verbose_name="可见单位")

    class Meta:
        verbose_name = "批次"
        constraints = (
            models.UniqueConstraint(
                fields=["sender", "dataset", "digest"],
                name="batch_once",
                condition=~models.Q(state=State.WITHDRAWN.value),
            ),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="batch_state_known"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="batch_kind_known"),
            models.CheckConstraint(
                condition=models.Q(rows=models.F("accepted") + models.F("held") + models.F("rejected")),
                name="batch_counts_agree",
            ),
        )
        indexes = (
            models.Index(fields=["id"], name="batch_to_do", condition=models.Q(state=State.LANDED)),
            models.Index(fields=["sender", "-received_at"], name="batch_of_sender"),
        )
