"""What waits for people, what they are told, and what everybody is told."""

from django.db import models
from django.db.models import Q

from qinkang.accounts.models.right import Duty, Line
from qinkang.accounts.models.user import User


class ToDo(models.Model):
    """Work that waits at a unit for whoever has the right, or for one kind of administrator.

    It speaks of things by our own keys and never of a person by name or number.
    """

    kind = models.TextField("类别")
    subject = models.TextField("对象")
    title = models.TextField("事项")
    more = models.TextField("说明", blank=True)
    link = models.TextField("页面")
    count = models.IntegerField("件数", default=1)
    line = models.TextField("条线", choices=Line.choices, blank=True)
    unit = models.IntegerField("单位", null=True)
    duty = models.TextField("职责", choices=Duty.choices, blank=True)
    office = models.TextField("管理员类别", choices=User.Kind.choices, blank=True)
    due_on = models.DateField("期限", null=True)
    opened_at = models.DateTimeField("产生时间")
    changed_at = models.DateTimeField("更新时间")
    settled_at = models.DateTimeField("办结时间", null=True)

    class Meta:
        verbose_name = "待办"
        indexes = (
            models.Index(fields=("unit", "line", "duty"), condition=Q(settled_at=None), name="todo_waiting"),
        )
        constraints = (
            models.UniqueConstraint(
                name="todo_once",
                fields=("kind", "subject", "unit", "office"),
                condition=Q(settled_at=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="todo_is_for_someone",
                condition=(Q(office="", unit__isnull=False) & ~Q(line="") & ~Q(duty=""))
                | (~Q(office="") & Q(unit=None, line="", duty="")),
            ),
        )


class Notice(models.Model):
    """Something that happened, told to a unit's people of a line, or to one person."""

    kind = models.TextField("类别")
    title = models.TextField("标题")
    more = models.TextField("内容", blank=True)
    link = models.TextField("页面", blank=True)
    line = models.TextField("条线", choices=Line.choices, blank=True)
    unit = models.IntegerField("单位", null=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="notices", verbose_name="用户")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "通知"
        indexes = (models.Index(fields=("unit", "line", "at"), name="notice_to_unit"),)
        constraints = (
            models.CheckConstraint(
                name="notice_is_for_someone",
                condition=Q(user__isnull=False, unit=None, line="")
                | (Q(user=None, unit__isnull=False) & ~Q(line="")),
            ),
        )


class Announcement(models.Model):
    """One sentence at the head of every page, from one moment to another."""

    says = models.TextField("公告")
    since = models.DateTimeField("开始时间")
    until = models.DateTimeField("结束时间")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发布人")
    withdrawn_at = models.DateTimeField("撤下时间", null=True)

    class Meta:
        verbose_name = "公告"
        constraints = (
            models.CheckConstraint(name="announcement_ends", condition=Q(until__gt=models.F("since"))),
        )
