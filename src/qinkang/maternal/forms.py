"""What is asked for when something is done with sheets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from qinkang.accounts.units import UnitTree
from qinkang.kernel import certificate_number
from qinkang.kernel.certificate_number import Span
from qinkang.maternal.models.consignment import ConsignmentKind
from qinkang.maternal.models.movement import Reason
from qinkang.maternal.saying import wrong_number
from qinkang.maternal.stock.holders import handed_down_to, siblings
from qinkang.registry.pages.forms import DayField

PROVINCE_DIGITS = "61"


class NumberField(forms.CharField):
    """The number of a certificate. What is typed is never changed in silence: what was meant is asked."""

    def __init__(self, **words: Any) -> None:
        attributes = {"autocomplete": "off", "autocapitalize": "characters", "placeholder": "Z610000001"}
        super().__init__(max_length=20, widget=forms.TextInput(attributes), **words)

    def clean(self, value: Any) -> str:
        """Return the number. Raises ValidationError with what was probably meant."""
        text = super().clean(value)
        if not text:
            return ""
        reading = certificate_number.read(text)
        if said := wrong_number(reading):
            raise forms.ValidationError(said)
        return reading.number or ""


class OwnForm(forms.Form):
    """A deed of one of somebody's own units; which, is asked only where there are several."""

    unit = forms.TypedChoiceField(label="本单位", coerce=int)

    def __init__(self, own: Sequence[int], tree: UnitTree, given: Any = None, initial: Any = None) -> None:
        super().__init__(given, initial=initial)
        self.tree = tree
        choices = [(unit, tree.name(unit)) for unit in own]
        self.fields["unit"].choices = choices
        if len(choices) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.initial["unit"] = choices[0][0]


class SpanForm(OwnForm):
    """A range of sheets."""

    first = NumberField(label="起始编号")
    last = NumberField(label="截止编号", required=False, help_text="只办理一张时不填。")

    def clean(self) -> dict[str, Any]:
        """Put the two together as `span`."""
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last") or given.get("first")
        if first and last and "last" not in self.errors:
            if first[0] != last[0]:
                self.add_error("last", "起止编号的字冠不同，请按字冠分开办理。")
            elif last < first:
                self.add_error("last", "截止编号小于起始编号，请核对。")
            else:
                given["span"] = Span.of(first, last)
        return given


class ReceiptForm(SpanForm):
    """A range that came."""

    kind = forms.ChoiceField(
        label="类别",
        choices=ConsignmentKind.choices,
        help_text="省级入库：新印证件到省；期初结存：上线时已在手的空白证。",
    )
    document = forms.CharField(label="单据", max_length=100, help_text="入库单号、调拨单号或盘点表编号。")
    remark = forms.CharField(label="说明", max_length=200, required=False)
    elsewhere = forms.MultipleChoiceField(
        label="外省编号", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[("yes", "编号第2、3位不是61，已与实物核对")],
    )  # fmt: skip
    field_order = ("unit", "kind", "first", "last", "document", "remark", "elsewhere")

    def clean(self) -> dict[str, Any]:
        """Ask where the number is of another province."""
        given = super().clean()
        span = given.get("span")
        if span and span.numbers[0][1:3] != PROVINCE_DIGITS and not given.get("elsewhere"):
            self.add_error(
                "first", "编号第2、3位不是61（陕西）。请对照实物核对；确认无误请勾选“外省编号”后再保存。"
            )
        return given


class HandForm(SpanForm):
    """A range, to whom."""

    receiver = forms.TypedChoiceField(label="接收单位", coerce=int)
    document = forms.CharField(label="出库单号", max_length=100, required=False)
    remark = forms.CharField(label="说明", max_length=200, required=False)
    field_order = ("unit", "receiver", "first", "last", "document", "remark")
    transfer = False

    def __init__(self, own: Sequence[int], tree: UnitTree, given: Any = None, initial: Any = None) -> None:
        super().__init__(own, tree, given, initial)
        reachable = {
            one for unit in own for one in (siblings if self.transfer else handed_down_to)(tree, unit)
        }
        choices = sorted((tree.units[one].code, one) for one in reachable)
        self.fields["receiver"].choices = [("", "请选择"), *((one, tree.name(one)) for _, one in choices)]


class TransferForm(HandForm):
    """A range, to a unit beside one's own."""

    transfer = True


class VoidForm(SpanForm):
    """A range that nobody can use."""

    reason = forms.ChoiceField(label="作废原因", choices=[("", "请选择"), *Reason.choices])
    remark = forms.CharField(
        label="说明", max_length=200, required=False,
        help_text="遗失、被盗的，写明经过、声明作废和报案情况；其他原因请写明。",
    )  # fmt: skip
    document = forms.CharField(label="报告单号", max_length=100, required=False)


class FoundForm(SpanForm):
    """Lost sheets that were found."""

    remark = forms.CharField(label="找回经过", max_length=200)


class SubmitForm(SpanForm):
    """All spoiled sheets at hand, or a range of them."""

    first = NumberField(
        label="起始编号", required=False, help_text="不填则办理本单位全部待上缴（待销毁）的废证。"
    )
    last = NumberField(label="截止编号", required=False)
    document = forms.CharField(label="清单编号或文号", max_length=100, required=False)
    remark = forms.CharField(label="说明", max_length=200, required=False)


class SignForm(forms.Form):
    """What was counted when a parcel was opened."""

    counted = forms.IntegerField(label="实收张数", min_value=1)
    first = NumberField(label="第一张的编号")


class SaidForm(forms.Form):
    """Why not."""

    said = forms.CharField(label="原因", max_length=200)


class LetterForm(forms.Form):
    """A letter and the days on which it may be used."""

    letter = forms.RegexField(
        "^[A-Z]$", label="字冠", error_messages={"invalid": "字冠是一个大写字母，例如 Z。"}
    )
    printed_year = forms.IntegerField(label="印制年份", min_value=1996, max_value=2100)
    edition = forms.IntegerField(label="版次", min_value=1, max_value=99, help_text="例如第七版填 7。")
    valid_from = DayField(label="允许使用自")
    valid_until = DayField(
        label="允许使用至", required=False, help_text="不填表示长期；启用新版后请填旧版停用的前一天。"
    )
    source = forms.CharField(label="依据", max_length=200, help_text="通知名称和文号。")
