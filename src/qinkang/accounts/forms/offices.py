"""Forms of the administrators' pages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from qinkang.accounts.models import AuditEvent, Duty, Line, RoleTemplate, User
from qinkang.accounts.models.user import normal_username
from qinkang.accounts.units import UnitTree


class TemplateForm(forms.Form):
    """A role template to propose."""

    title = forms.CharField(label="名称", max_length=40)
    says = forms.CharField(label="说明", max_length=200, help_text="这个角色做什么、给谁用。")
    line = forms.ChoiceField(label="条线", choices=Line.choices)
    duties = forms.MultipleChoiceField(label="职责", choices=Duty.choices, widget=forms.CheckboxSelectMultiple, help_text="“运维”不能与其他职责并存。")  # fmt: skip

    def clean_title(self) -> str:
        """Refuse a title that is in use."""
        title = self.cleaned_data["title"]
        if RoleTemplate.objects.filter(title=title, state__in=["proposed", "approved"]).exists():
            raise ValidationError("已有同名的角色模板。")
        return title

    def clean_duties(self) -> list[str]:
        """Keep 运维 apart."""
        duties = self.cleaned_data["duties"]
        if Duty.OPERATE in duties and len(duties) > 1:
            raise ValidationError("“运维”不能与其他职责并存：运维人员不接触可识别个人的数据。")
        return duties


class KeeperForm(forms.Form):
    """Whom to appoint, by user name, and for which unit."""

    username = forms.CharField(
        label="用户名", max_length=64, widget=forms.TextInput({"autocapitalize": "none"})
    )
    unit = forms.CharField(
        label="单位", max_length=100, help_text="单位名称或代码。", widget=forms.TextInput({"list": "units"})
    )

    def __init__(self, *args: Any, tree: UnitTree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tree = tree

    def clean_username(self) -> User:
        """Find the account."""
        try:
            return User.objects.get(
                username=normal_username(self.cleaned_data["username"]), kind="staff", is_active=True
            )
        except User.DoesNotExist:
            raise ValidationError("没有启用中的业务人员账号使用这个用户名。") from None

    def clean_unit(self) -> int:
        """Find the unit."""
        found = self.tree.find(self.cleaned_data["unit"])
        if found is None:
            raise ValidationError("没有这个单位，请从列表中选择。")
        return found.id


class AnnouncementForm(forms.Form):
    """One sentence with its beginning and end."""

    says = forms.CharField(label="公告内容", max_length=120)
    since = forms.DateTimeField(
        label="开始时间", widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")
    )
    until = forms.DateTimeField(
        label="结束时间", widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")
    )

    def clean(self) -> dict[str, Any]:
        """The end lies after the beginning."""
        given = super().clean() or {}
        if given.get("since") and given.get("until") and given["until"] <= given["since"]:
            self.add_error("until", "结束时间应在开始时间之后。")
        return given


class AuditFilter(forms.Form):
    """What to show of the audit trail. Everything is optional and stands in the address."""

    since = forms.DateField(label="自", required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label="至", required=False, widget=forms.DateInput({"type": "date"}))
    username = forms.CharField(label="用户名", required=False, max_length=64)
    action = forms.CharField(label="操作", required=False, max_length=64)
    outcome = forms.ChoiceField(
        label="结果", required=False, choices=[("", "全部"), *AuditEvent.Outcome.choices]
    )
