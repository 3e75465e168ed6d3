"""A file on its way in by page: its pieces arrive, it is tried, and a person takes it in or leaves it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class UploadState(models.TextChoices):
    """How far an upload has come."""

    ARRIVING = "arriving", "正在上传"  # pieces are missing
    ARRIVED = "arrived", "等待试校验"  # whole and sealed; nobody has read it
    TRIED = "tried", "已试校验"  # a person sees what would happen, and decides
    UNREADABLE = "unreadable", "无法读取"
    STUCK = "stuck", "试校验出错"
    COMMITTED = "committed", "已提交入库"  # it is a batch now
    DISCARDED = "discarded", "已放弃"  # its pieces are gone


class Upload(models.Model):
    """One file that somebody uploads, until it is a batch or discarded.

    Attributes:
        place: name of the folder of its sealed pieces; nobody can guess it.
        size: bytes of the whole file, as the browser said.
        trial: what a dry run found (`intake.trial`), null before one and where columns must be settled first.
        proposal: as in `Batch`.
        problem: for people.
        digest: keyed hash of the whole file, once it was put together.
        batch: the batch it became.
    """

    sender = models.ForeignKey("intake.Sender", models.PROTECT, verbose_name="报送系统")
    dataset = models.TextField("数据集")
    file_name = models.TextField("文件名")
    size = models.BigIntegerField("字节数")
    live = models.BooleanField("实时", default=True)
    place = models.TextField("存放处", unique=True)
    state = models.TextField("状态", choices=UploadState, default=UploadState.ARRIVING)
    problem = models.TextField("说明", default="")
    attempts = models.PositiveSmallIntegerField("处理次数", default=0)
    trial = models.JSONField("试校验结果", null=True)
    proposal = models.JSONField("列对照", null=True)
    digest = models.BinaryField("摘要", null=True)
    batch = models.ForeignKey("intake.Batch", models.PROTECT, null=True, verbose_name="批次")
    began_at = models.DateTimeField("开始时间")
    began_by = models.TextField("上传人")
    changed_at = models.DateTimeField("更新时间")
    scope = ArrayField(models.IntegerField(), verbose_name="可见单位")

    class Meta:
        verbose_name = "上传"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=UploadState.values), name="upload_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state=UploadState.COMMITTED.value, batch__isnull=False)
                | (~models.Q(state=UploadState.COMMITTED.value) & models.Q(batch__isnull=True)),
                name="upload_committed_is_a_batch",
            ),
        )
        indexes = (
            models.Index(
                fields=["id"], name="upload_to_try", condition=models.Q(state=UploadState.ARRIVED.value)
            ),
        )
