"""What is entered about an institution, and what cannot be right about it. Pages and workbooks share it."""

import re
from dataclasses import dataclass
from datetime import date

from qinkang.kernel import credit_code
from qinkang.kernel.area import AreaBook, Level
from qinkang.registry.naming import tidy_name

CODE = re.compile(r"[0-9A-Za-z-]{1,30}")
KIND = re.compile(r"[A-Z][0-9]{0,3}")
LATEST = date.max

CREDIT_CODE_SAYS = {
    credit_code.Problem.LENGTH: "应为18位，请核对营业执照或法人证书。",
    credit_code.Problem.CHARACTERS: "只能由数字和大写字母（不含I、O、S、V、Z）组成，请核对是否误写。",
    credit_code.Problem.AREA: "第3至8位应为数字，请核对是否误写。",
    credit_code.Problem.CHECK: "校验位不符，请逐位核对营业执照或法人证书。",
}


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that cannot be right.

    Attributes:
        field: the column's title.
        value: what was written; nothing here is about a person.
        says: what is wrong and what to do.
    """

    field: str
    value: str
    says: str

    def __str__(self) -> str:
        return f"{self.field}“{self.value}”：{self.says}" if self.value else f"{self.field}：{self.says}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One institution as entered. `unit` is the managing unit's code; texts are trimmed, None if empty."""

    code: str
    name: str
    county: str
    unit: str
    kind: str
    credit_code: str | None = None
    national_code: str | None = None
    named_since: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    def __post_init__(self) -> None:
        """Bring the name into the register's spelling."""
        object.__setattr__(self, "name", tidy_name(self.name))


def complaints(entry: Entry) -> list[Complaint]:
    """Return everything that cannot be right about an entry on its own, in the order of the columns."""
    found = []
    if not CODE.fullmatch(entry.code):
        says = (
            "必填，由不超过30位的数字、字母或横线组成。"
            if not entry.code
            else "只能由不超过30位的数字、字母或横线组成。"
        )
        found.append(Complaint("机构代码", entry.code, says))
    if not entry.name:
        found.append(Complaint("机构名称", "", "必填，请填写执业许可证或法人证书上的全称。"))
    elif len(entry.name) > 100:
        found.append(Complaint("机构名称", entry.name, "不能超过100个字，请核对是否误填。"))
    if entry.credit_code and (problem := credit_code.problem(entry.credit_code)):
        found.append(Complaint("统一社会信用代码", entry.credit_code, CREDIT_CODE_SAYS[problem]))
    if entry.national_code and len(entry.national_code) > 30:
        found.append(Complaint("国家机构代码", entry.national_code, "不能超过30位，请核对。"))
    if said := wrong_county(entry.county):
        found.append(Complaint("所在县（市、区）代码", entry.county, said))
    if not entry.unit:
        found.append(Complaint("管理机构代码", "", "必填，请从管理机构表中选择。"))
    if not KIND.fullmatch(entry.kind):
        found.append(Complaint("机构类别", entry.kind, "请填写卫生机构（组织）分类代码（WS 218），如A100。"))
    if entry.valid_from and entry.valid_until and entry.valid_from > entry.valid_until:
        found.append(
            Complaint("终止日期", str(entry.valid_until), f"早于启用日期 {entry.valid_from}，请核对。")
        )
    return found


def wrong_county(code: str) -> str | None:
    """Say why the code is not that of a county of today; None if it is."""
    book = AreaBook.packaged()
    if not code:
        return "必填，请填写6位行政区划代码。"
    if not book.known(code):
        return "不是陕西省的行政区划代码（自编代码不能作为区域），请核对。"
    if not book.valid(code, LATEST):
        today = book.resolve(code)
        return f"已撤销，请改用 {today} {book.name(today)}。" if today else "已撤销，请填写现行代码。"
    if book.level(code) is not Level.COUNTY:
        return "是省级或市级代码，请填写县（市、区）代码。"
    return None
