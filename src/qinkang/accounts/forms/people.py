"""Forms of the keeper's pages. What may be chosen is what the keeper keeps."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from qinkang.accounts.models import RoleTemplate, User
from qinkang.accounts.models.user import normal_username
from qinkang.accounts.units import UnitTree
from qinkang.accounts.vault import vault
from qinkang.kernel import citizen_id, clock


def person_index(id_number: str) -> bytes:
    """Return the keyed index by which one person has one account."""
    return vault().index("person of account v1", id_number)


def unit_choices(tree: UnitTree, units: Iterable[int]) -> list[tuple[int, str]]:
    """Return units in the order of the tree, the lower ones indented."""
    wanted = set(units)
    tops = [unit for unit in wanted if tree.units[unit].parent not in wanted]
    found = []

    def add(unit: int, depth: int) -> None:
        found.append((unit, "　" * depth + tree.name(unit)))
        for below in sorted(set(tree.subtree(unit)[1:]) & wanted, key=lambda one: tree.units[one].code):
            if tree.units[below].parent == unit:
                add(below, depth + 1)

    for top in sorted(tops, key=lambda one: tree.units[one].code):
        add(top, 0)
    return found


class IdNumberField(forms.CharField):
    """A citizen's ID number; gives its index and forgets the number."""

    def clean(self, value: Any) -> Any:
        """Return the index. Raises ValidationError for what is no number, without quoting it."""
        text = super().clean(value)
        if not text:
            return None
        reading = citizen_id.read(text, on=clock.today())
        if reading.problem:
            raise ValidationError("身份证件号码不正确，请核对后重新输入。")
        return person_index(reading.number)


class AccountForm(forms.Form):
    """A new account."""

    name = forms.CharField(label="姓名", max_length=50)
    username = forms.CharField(label="用户名", max_length=32, help_text="2至32个英文字母、数字、点、横线或下划线。", widget=forms.TextInput({"autocapitalize": "none", "autocomplete": "off"}))  # fmt: skip
    id_number = IdNumberField(label="身份证件号码", max_length=18, help_text="用于确认一人一个账号；只保存不可还原的索引。", widget=forms.TextInput({"autocomplete": "off"}))  # fmt: skip
    unit = forms.TypedChoiceField(label="所属单位", coerce=int)
    kind = forms.ChoiceField(
        label="类别", choices=[(one, User.Kind(one).label) for one in ("staff", "operator")]
    )

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units

    def clean_username(self) -> str:
        """Bring it into its one spelling, which nobody has yet."""
        username = normal_username(self.cleaned_data["username"])
        if User.objects.filter(username=username).exists():
            raise ValidationError("这个用户名已经有人使用，请换一个。")
        return username

    def clean_id_number(self) -> bytes:
        """Refuse a second account of the same person."""
        index = self.cleaned_data["id_number"]
        if User.objects.filter(person_index=index).exists():
            raise ValidationError("这个人已经有账号。一人只能有一个账号；调动请由原单位或共同上级办理。")
        return index


class GrantForm(forms.Form):
    """A template and a unit."""

    template = forms.ModelChoiceField(
        label="角色", queryset=RoleTemplate.objects.none(), empty_label="请选择角色"
    )
    unit = forms.TypedChoiceField(label="在哪个单位", coerce=int)

    def __init__(self, *args: Any, units: list[tuple[int, str]], kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = RoleTemplate.objects.filter(state="approved").order_by("line", "title")
        operates = {"duties": ["operate"]}
        chosen = fitting.filter(**operates) if kind == User.Kind.OPERATOR else fitting.exclude(**operates)
        self.fields["template"].queryset = chosen
        self.fields["unit"].choices = units


class UnitForm(forms.Form):
    """Where an account moves."""

    unit = forms.TypedChoiceField(label="调入单位", coerce=int)

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "请选择单位"), *units]


class ReasonForm(forms.Form):
    """Why."""

    because = forms.CharField(
        label="理由", max_length=200, help_text="如：手机遗失。不要写身份证件号码等个人信息。"
    )


class RosterForm(forms.Form):
    """A file with one person per row."""

    file = forms.FileField(label="名单文件", help_text="XLSX 或 CSV，不超过2 MB。",
        error_messages={"required": "没有收到文件。请选择文件；超过2 MB 的请分几份导入。"}, widget=forms.FileInput({"accept": ".xlsx,.csv"}))  # fmt: skip
