"""Passwords an account had, so that the last ones are not used again."""

from django.db import models

from qinkang.accounts.models.user import User


class PastPassword(models.Model):
    """One former or present password, as hashed as the one in use."""

    user = models.ForeignKey(User, models.PROTECT, related_name="past_passwords", verbose_name="用户")
    encoded = models.TextField("口令散列")
    set_at = models.DateTimeField("设置时间")

    class Meta:
        verbose_name = "历史口令"
