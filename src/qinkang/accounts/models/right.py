"""Rights: line × unit × duty, handed out as approved templates, and the keepers who hand them out."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from qinkang.accounts.models.user import User


class Line(models.TextChoices):
    """条线."""

    ELDERLY = "elderly", "老龄"
    MATERNAL = "maternal", "妇幼"
    OCCUPATIONAL = "occupational", "职业"
    GENERAL = "general", "综合"


class Duty(models.TextChoices):
    """职责. The operating team's duty never stands beside another: it opens no identified data."""

    VIEW = "view", "查看"
    ENTER = "enter", "录入"
    REVIEW = "review", "审核"
    ISSUE = "issue", "签发管理"
    EXPORT = "export", "导出明细"
    OPERATE = "operate", "运维"


class RoleTemplate(models.Model):
    """A named set of duties in one line. Never changed once decided: a new one takes its place."""

    class State(models.TextChoices):
        """Where it stands."""

        PROPOSED = "proposed", "待审批"
        APPROVED = "approved", "已批准"
        REFUSED = "refused", "未批准"
        WITHDRAWN = "withdrawn", "已停用"

    title = models.TextField("名称")
    says = models.TextField("说明")
    line = models.TextField("条线", choices=Line.choices)
    duties = ArrayField(models.TextField(choices=Duty.choices), verbose_name="职责")
    state = models.TextField("状态", choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="提出人"
    )  # None: comes with the product
    proposed_at = models.DateTimeField("提出时间")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="审批人")
    decided_at = models.DateTimeField("审批时间", null=True)

    class Meta:
        verbose_name = "角色模板"
        constraints = (
            models.CheckConstraint(name="template_has_duties", condition=Q(duties__len__gt=0)),
            models.CheckConstraint(
                name="template_operates_or_works",
                condition=~Q(duties__contains=["operate"]) | Q(duties=["operate"]),
            ),
            models.CheckConstraint(
                name="template_is_decided_by_another",
                condition=Q(proposed_by=None) | Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="template_decision_is_whole",
                condition=Q(state="proposed", decided_by=None, decided_at=None)
                | (~Q(state="proposed") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.UniqueConstraint(
                name="template_title_in_use",
                fields=("title",),
                condition=Q(state__in=["proposed", "approved"]),
            ),
        )

    def __str__(self) -> str:
        """Show the title."""
        return self.title

    @property
    def duty_titles(self) -> list[str]:
        """Return the duties in words."""
        return [Duty(one).label for one in Duty.values if one in self.duties]


class Right(models.Model):
    """One person may do one duty of one line in one unit and below, from one moment to another.

    `holder` is the kind of account that may hold it, while it lasts; with the user's number it points
    to the user's number and kind (a key made in the migration), so the database itself refuses a
    right of an administrator, and an operator's right beside another.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="rights", verbose_name="用户")
    holder = models.TextField("持有人类别", null=True)
    line = models.TextField("条线", choices=Line.choices)
    unit = models.IntegerField("单位")
    duty = models.TextField("职责", choices=Duty.choices)
    template = models.ForeignKey(RoleTemplate, models.PROTECT, related_name="rights", verbose_name="角色模板")
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="授予人")
    granted_at = models.DateTimeField("授予时间")
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="收回人")
    ended_at = models.DateTimeField("收回时间", null=True)

    class Meta:
        verbose_name = "权限"
        constraints = (
            models.CheckConstraint(
                name="right_has_its_holder_while_it_lasts",
                condition=Q(ended_at=None, duty="operate", holder="operator", holder__isnull=False)
                | (Q(ended_at=None, holder="staff", holder__isnull=False) & ~Q(duty="operate"))
                | Q(ended_at__isnull=False, holder=None),
            ),
            models.CheckConstraint(
                name="right_ends_by_someone",
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
            models.CheckConstraint(name="right_is_not_given_to_oneself", condition=~Q(granted_by=F("user"))),
            models.UniqueConstraint(
                name="right_once_from_a_template",
                fields=("user", "line", "unit", "duty", "template"),
                condition=Q(ended_at=None),
            ),
        )


class Keeper(models.Model):
    """单位账号管理员: keeps the accounts of a unit and those below; appointed by the security administrator."""

    user = models.ForeignKey(User, models.PROTECT, related_name="keeps", verbose_name="用户")
    holder = models.TextField("持有人类别", null=True)
    unit = models.IntegerField("单位")
    appointed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="任命人")
    appointed_at = models.DateTimeField("任命时间")
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="免除人")
    ended_at = models.DateTimeField("免除时间", null=True)

    class Meta:
        verbose_name = "单位账号管理员"
        constraints = (
            models.CheckConstraint(
                name="keeper_is_staff_while_it_lasts",
                condition=Q(ended_at=None, ended_by=None, holder="staff", holder__isnull=False)
                | Q(ended_at__isnull=False, ended_by__isnull=False, holder=None),
            ),
            models.CheckConstraint(
                name="keeper_does_not_appoint_oneself", condition=~Q(appointed_by=F("user"))
            ),
            models.UniqueConstraint(
                name="keeper_once_per_unit", fields=("user", "unit"), condition=Q(ended_at=None)
            ),
        )
