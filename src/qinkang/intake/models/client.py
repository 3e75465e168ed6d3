"""接口账号: programs of a sender that deliver over HTTP."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Client(models.Model):
    """One program that may speak for a sender about some data sets (OAuth 2.0 client, RFC 6749 2.1)."""

    sender = models.ForeignKey("intake.Sender", models.PROTECT, verbose_name="报送系统")
    client_id = models.TextField("接口账号", unique=True)
    datasets = ArrayField(models.TextField(), verbose_name="可报送的数据集")
    made_by = models.TextField("建立人")
    made_at = models.DateTimeField("建立时间")
    ended_at = models.DateTimeField("停用时间", null=True)

    class Meta:
        verbose_name = "接口账号"

    def __str__(self) -> str:
        return self.client_id


class ClientSecret(models.Model):
    """A secret of a client, of which only the SM3 hash is kept. Two may hold at once while it is renewed."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="secrets", verbose_name="接口账号")
    digest = models.BinaryField("密钥散列", unique=True)
    since = models.DateTimeField("启用时间")
    until = models.DateTimeField("失效时间")

    class Meta:
        verbose_name = "接口密钥"


class AccessToken(models.Model):
    """What a client shows with each call, of which only the SM3 hash is kept."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="tokens", verbose_name="接口账号")
    digest = models.BinaryField("令牌散列", unique=True)
    datasets = ArrayField(models.TextField(), verbose_name="可报送的数据集")
    expires_at = models.DateTimeField("失效时间")

    class Meta:
        verbose_name = "接口令牌"


class Message(models.Model):
    """One call that brought rows: the sender's batch number and the place in it, said once for all.

    The same numbers with the same bytes are the same message; with other bytes they are refused.
    """

    sender = models.ForeignKey("intake.Sender", models.PROTECT, verbose_name="报送系统")
    dataset = models.TextField("数据集")
    batch_no = models.TextField("批次号")
    sequence = models.IntegerField("序号")
    digest = models.BinaryField("摘要")
    batch = models.ForeignKey("intake.Batch", models.PROTECT, related_name="+", verbose_name="批次")

    class Meta:
        verbose_name = "接口报文"
        constraints = (
            models.UniqueConstraint(
                fields=["sender", "dataset", "batch_no", "sequence"], name="message_once"
            ),
        )
