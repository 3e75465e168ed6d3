"""What is asked for when an institution is entered or something about it changes."""

from __future__ import annotations

from typing import Any

from django import forms

from qinkang.kernel import clock
from qinkang.registry.models import ManagementUnit, Organisation, Qualification
from qinkang.registry.questions.rulebook import area_book


class DayField(forms.DateField):
    """A day, with the browser's own calendar."""

    def __init__(self, **words: Any) -> None:
        super().__init__(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **words)


class OrganisationForm(forms.Form):
    """The facts of an institution."""

    code = forms.CharField(
        label="机构代码", max_length=30, help_text="启用后不能修改，也不再给别的机构使用。"
    )
    name = forms.CharField(label="机构名称", max_length=100, help_text="执业许可证或法人证书上的全称。")
    county = forms.ChoiceField(label="所在县（市、区）")
    unit = forms.ChoiceField(label="管理机构", help_text="由它负责；它和上级看得到该机构的数据。")
    kind = forms.CharField(label="机构类别", max_length=4, help_text="WS 218 分类代码，例如 A100。")
    credit_code = forms.CharField(label="统一社会信用代码", max_length=18, required=False)
    national_code = forms.CharField(label="国家机构代码", max_length=30, required=False)
    named_since = DayField(label="现名启用日期", required=False)
    valid_from = DayField(label="启用日期", required=False)
    valid_until = DayField(label="终止日期", required=False)

    def __init__(self, units: frozenset[int], organisation: Organisation | None, given: Any = None) -> None:
        super().__init__(given, initial=_facts_of(organisation))
        book = area_book()
        counties = [(code, f"{book.name(code)}（{code}）") for code in book.counties(clock.today())]
        managing = ManagementUnit.objects.filter(pk__in=units, organisation=None).order_by("code")
        self.fields["county"].choices = [("", "请选择"), *counties]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", "请选择"), *managing.values_list("code", "name")]  # type: ignore[attr-defined]
        for name in ("code", "name") if organisation else ():
            self.fields[name].disabled = True


class RenameForm(forms.Form):
    """Another name from a day on."""

    name = forms.CharField(label="新名称", max_length=100)
    since = DayField(label="启用日期", help_text="从这一天起用新名称；旧名称保留为曾用名。")


class MergeForm(forms.Form):
    """Into which institution, from which day."""

    into = forms.CharField(label="并入机构的代码", max_length=30)
    on = DayField(label="并入日期", help_text="从这一天起由并入的机构承担；本机构前一天终止。")

    def clean_into(self) -> Organisation:
        """Find the institution by its code."""
        found = Organisation.objects.filter(code=self.cleaned_data["into"].strip()).first()
        if found is None:
            raise forms.ValidationError("没有这个代码的机构，请先登记。")
        return found


class CloseForm(forms.Form):
    """The last day."""

    last_day = DayField(label="终止日期", help_text="这是最后一天；之后的数据不再认这个机构。")


class QualificationForm(forms.Form):
    """A licence."""

    kind = forms.ChoiceField(label="资质类别", choices=Qualification.Kind.choices)
    number = forms.CharField(label="证书编号", max_length=50)
    items = forms.CharField(label="许可（备案）项目", max_length=500, required=False)
    issued_by = forms.CharField(label="发证（备案）机关", max_length=100, required=False)
    valid_from = DayField(label="有效期起", required=False)
    valid_until = DayField(label="有效期止", required=False)


class WithdrawForm(forms.Form):
    """Which licence no longer counts, from which day."""

    qualification = forms.ModelChoiceField(label="资质", queryset=Qualification.objects.none())
    since = DayField(label="注销日期", help_text="从这一天起不再有效。")

    def __init__(self, organisation: Organisation, given: Any = None) -> None:
        super().__init__(given)
        field = self.fields["qualification"]
        field.queryset = organisation.qualifications.filter(withdrawn_on=None)  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: f"{one.get_kind_display()} {one.number}"  # type: ignore[attr-defined]


def _facts_of(one: Organisation | None) -> dict[str, Any]:
    if one is None:
        return {}
    names = (
        "code", "name", "county", "kind", "credit_code", "national_code", "named_since", "valid_from", "valid_until",
    )  # fmt: skip
    return {name: getattr(one, name) for name in names} | {"unit": one.unit.code}
