"""What is said of a text that is no number of a certificate."""

from __future__ import annotations

from qinkang.kernel.certificate_number import Problem, Reading

SAYS = {
    Problem.LENGTH: "证件编号共10位：1个大写字母加9位数字，请对照实物补全或删去多余的字符。",
    Problem.LETTER: "证件编号第1位是大写字母，请对照实物核对。",
    Problem.DIGITS: "证件编号第2至10位都是数字，请对照实物核对，注意字母 O 与数字 0、字母 I 与数字 1。",
}


def wrong_number(reading: Reading) -> str:
    """Say what is wrong with a number and, where one was probably meant, which. Empty where nothing is."""
    if reading.problem is None:
        return ""
    meant = f"是否应为 {reading.suggestion}？" if reading.suggestion else ""
    return f"{SAYS[reading.problem]}{meant}"
