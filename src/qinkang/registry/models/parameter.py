"""参数: thresholds of rules, as the office sets them."""

from typing import ClassVar

from django.db import models

from qinkang.registry.models.validity import Known, one_answer


class ParameterValue(Known):
    """The value of a threshold (`cleansing.parameters`), for the data received on its days."""

    name = models.CharField("参数", max_length=60)
    value = models.FloatField("取值")

    key = ("name",)
    says = ("value", "source")

    class Meta:
        verbose_name = "参数"
        constraints: ClassVar = [*Known.Meta.constraints, one_answer("registry_parameter_one_answer", "name")]
