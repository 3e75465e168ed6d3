"""字典: code lists and their codes, with both clocks."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from qinkang.registry.models.validity import Known, one_answer


class CodeList(Known):
    """A closed list of codes: its title and the standard that fixes it."""

    name = models.CharField("代码表", max_length=60)
    title = models.CharField("名称", max_length=100)

    key = ("name",)
    says = ("title", "source")

    class Meta:
        verbose_name = "代码表"
        constraints: ClassVar = [*Known.Meta.constraints, one_answer("registry_code_list_one_answer", "name")]


class CodeEntry(Known):
    """One code of a list: its label and what else is written for it, in the list's order."""

    system = models.CharField("代码表", max_length=60)
    code = models.CharField("代码", max_length=30)
    label = models.CharField("名称", max_length=200)
    synonyms = ArrayField(models.CharField(max_length=200), default=list, blank=True, verbose_name="同义写法")
    position = models.PositiveIntegerField("顺序")

    key = ("system", "code")
    says = ("label", "synonyms", "position", "source")

    class Meta:
        verbose_name = "代码"
        constraints: ClassVar = [
            *Known.Meta.constraints,
            one_answer("registry_code_entry_one_answer", "system", "code"),
        ]
