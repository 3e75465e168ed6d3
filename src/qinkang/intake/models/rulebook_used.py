"""Rulebooks that batches were judged by, kept so that each verdict can be repeated."""

from django.db import models


class RulebookUsed(models.Model):
    """One rulebook as it stood, by its hash."""

    hash = models.TextField("摘要", primary_key=True)
    content = models.JSONField("内容")
    first_used_at = models.DateTimeField("首次使用", auto_now_add=True)

    class Meta:
        verbose_name = "使用过的规则手册"
