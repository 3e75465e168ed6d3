"""One stay in the product: from the password to the sign-out. It is the session, and the list of sessions."""

from django.db import models
from django.db.models import Q

from qinkang.accounts.models.user import User


class SignIn(models.Model):
    """A session. The cookie holds a random token, this table only its SM3 hash."""

    class Ending(models.TextChoices):
        """Why it ended."""

        SIGNED_OUT = "signed_out", "本人退出"
        IDLE = "idle", "长时间未操作"
        TOO_LONG = "too_long", "超过最长时间"
        FORCED = "forced", "管理员强制退出"
        CHANGED = "changed", "口令、权限或账号状态改变"

    token_hash = models.BinaryField("令牌散列", unique=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="sign_ins", verbose_name="用户")
    address = models.TextField("网络地址")
    browser = models.TextField("浏览器")
    began_at = models.DateTimeField("登录时间")
    seen_at = models.DateTimeField("最近操作")
    factor_at = models.DateTimeField("动态口令通过时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    ended_because = models.TextField("结束原因", choices=Ending.choices, blank=True)

    class Meta:
        verbose_name = "登录会话"
        indexes = (models.Index(fields=("user",), condition=Q(ended_at=None), name="sign_in_open"),)
        constraints = (
            models.CheckConstraint(
                name="sign_in_ends_for_a_reason",
                condition=Q(ended_at=None, ended_because="")
                | (Q(ended_at__isnull=False) & ~Q(ended_because="")),
            ),
        )


class Tries(models.Model):
    """How often someone tried in vain: one row per account name and one per network address."""

    subject = models.BinaryField("对象（密钥散列）", primary_key=True)
    count = models.IntegerField("次数")
    last_at = models.DateTimeField("最近一次")

    class Meta:
        verbose_name = "失败次数"
