"""Systems that send."""

from django.db import models

from qinkang.standards.sources import KINDS, OTHER


class Sender(models.Model):
    """One sending system, such as a city's public-health system.

    `kind` says of what kind it is; some kinds are believed before others (`registry.SourcePrecedence`).
    `unit` is the management unit that answers for it; whoever may see that unit may see its batches.
    `contact` names an office and its line, never a person's own telephone. A sender that is not `active`
    sends nothing more by page; what it sent stays.
    """

    code = models.TextField("代码", unique=True)
    name = models.TextField("名称")
    kind = models.TextField("系统类别", default=OTHER, db_default=OTHER, choices=list(KINDS.items()))
    unit = models.ForeignKey("registry.ManagementUnit", models.PROTECT, verbose_name="管理单位")
    contact = models.TextField("联系科室及电话", default="")
    active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "报送系统"

    def __str__(self) -> str:
        return self.name
