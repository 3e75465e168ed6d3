"""Forms on the way in."""

from django import forms


class SignInForm(forms.Form):
    """User name and password."""

    username = forms.CharField(label="用户名", max_length=64, widget=forms.TextInput({"autocomplete": "username", "autofocus": True, "autocapitalize": "none", "spellcheck": "false"}))  # fmt: skip
    password = forms.CharField(label="口令", max_length=128, strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"}))  # fmt: skip


class CodeForm(forms.Form):
    """Six digits."""

    code = forms.RegexField(
        r"^\s*\d{3}\s?\d{3}\s*$",
        label="动态口令",
        help_text="手机上身份验证器显示的六位数字。",
        error_messages={"invalid": "动态口令是六位数字。"},
        widget=forms.TextInput(
            {
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "maxlength": 8,
                "autofocus": True,
                "class": "code",
            }
        ),
    )

    def clean_code(self) -> str:
        """Take the spaces out."""
        return "".join(self.cleaned_data["code"].split())


class PasswordForm(forms.Form):
    """The old password, and the new one twice."""

    old = forms.CharField(label="原口令", max_length=128, strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"}))  # fmt: skip
    new = forms.CharField(
        label="新口令", max_length=128, strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text="至少12位；含大写字母、小写字母、数字、符号中三类的，至少10位。不能包含用户名、姓名、常用词，也不能与最近5次相同。",
    )  # fmt: skip
    again = forms.CharField(label="再输一遍新口令", max_length=128, strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"}))  # fmt: skip

    def clean(self) -> dict[str, object]:
        """Compare the two."""
        given = super().clean() or {}
        if given.get("new") and given.get("again") and given["new"] != given["again"]:
            self.add_error("again", "两次输入的新口令不一样。")
        return given
