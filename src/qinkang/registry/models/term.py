"""术语: the words of the trade that pages, templates and specifications show."""

from typing import ClassVar

from django.db import models

from qinkang.registry.models.validity import Known, one_answer


class Term(Known):
    """How something is called. The name is `<data set>` or `<data set>.<field>`; it never changes."""

    name = models.CharField("术语标识", max_length=120)
    text = models.CharField("用词", max_length=200)

    key = ("name",)
    says = ("text", "source")

    class Meta:
        verbose_name = "术语"
        constraints: ClassVar = [*Known.Meta.constraints, one_answer("registry_term_one_answer", "name")]
