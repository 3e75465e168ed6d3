"""来源优先次序: which kind of sending system is believed first about what."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from qinkang.registry.models.validity import Known, one_answer


class SourcePrecedence(Known):
    """The order of the kinds of systems for one group of values (`standards.sources`), the best first."""

    group = models.CharField("信息组", max_length=30)
    tiers = ArrayField(models.CharField(max_length=200), verbose_name="优先的系统类别")

    key = ("group",)
    says = ("tiers", "source")

    class Meta:
        verbose_name = "来源优先次序"
        constraints: ClassVar = [
            *Known.Meta.constraints,
            one_answer("registry_source_precedence_one_answer", "group"),
        ]
