"""People who take part in an event: the identity group, declared once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qinkang.standards.codes.person import ID_TYPE, SEX
from qinkang.standards.field import (
    Address,
    AreaCode,
    Choice,
    Day,
    DocumentNumber,
    Field,
    Need,
    PersonName,
    Telephone,
)
from qinkang.standards.privacy import Privacy

_IDENTITY: dict[str, Field] = {
    "name": PersonName("姓名", aliases=("居民姓名", "老人姓名", "患者姓名", "本人姓名")),
    "id_type": Choice(
        "身份证件类别", ID_TYPE, aliases=("证件类型", "证件类别", "身份证件类型"), privacy=Privacy.PERSONAL
    ),
    "id_no": DocumentNumber(
        "身份证件号码",
        aliases=("身份证号", "身份证号码", "公民身份号码", "证件号码", "证件号", "身份证", "居民身份证号"),
    ),
    "sex": Choice("性别", SEX, aliases=("性别代码", "性别名称"), privacy=Privacy.PERSONAL),
    "birth_date": Day("出生日期", aliases=("出生年月日", "生日", "出生年月"), privacy=Privacy.PERSONAL),
    "phone": Telephone("本人电话", aliases=("联系电话", "电话", "手机", "手机号", "手机号码", "电话号码")),
    "live_addr": Address(
        "现住址", aliases=("居住地址", "家庭住址", "住址", "现居住地址", "家庭地址", "地址")
    ),
    "live_region": AreaCode(
        "居住区划",
        aliases=(
            "居住地区划",
            "居住地行政区划",
            "现住址区划",
            "行政区划代码",
            "所属区划",
            "区划代码",
            "现住址行政区划代码",
        ),
    ),
}

_FURTHER: dict[str, Field] = {
    "hukou_addr": Address(
        "户籍地址", aliases=("户口地址", "户籍所在地", "户籍详细地址", "户口所在地", "户籍地", "户籍住址")
    ),
    "contact_name": PersonName("联系人姓名", aliases=("联系人", "紧急联系人", "紧急联系人姓名")),
    "contact_phone": Telephone(
        "联系人电话", aliases=("联系人手机", "联系人联系电话", "紧急联系人电话", "联系人手机号")
    ),
}


@dataclass(frozen=True, kw_only=True)
class Party:
    """One role in a data set; it becomes the identity fields, each with the role's prefix.

    Attributes:
        title: Chinese name of the role, put before each field's title unless the role is the subject.
        prefix: put before each field's name ("" for the subject of the row).
        needs: how much each identity field is needed, by its bare name; the rest are optional.
        leaves_out: identity fields this role does not have.
        adds: identity fields beyond the usual ones, sealed with them: `hukou_addr`, and name and phone of
            a contact, who is no party of the row but somebody to ring up.
    """

    title: str
    prefix: str = ""
    needs: tuple[tuple[str, Need], ...] = ()
    leaves_out: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()

    def fields(self) -> Iterator[Field]:
        """The identity fields of this role, named and titled for it."""
        needs = dict(self.needs)
        identity = {**_IDENTITY, **{name: _FURTHER[name] for name in self.adds}}
        for name, bare in identity.items():
            if name in self.leaves_out:
                continue
            changed = replace(bare, name=self.prefix + name, need=needs.get(name, Need.OPTIONAL))
            if self.prefix:
                changed = replace(
                    changed,
                    title=self.title + bare.title,
                    aliases=tuple(self.title + alias for alias in bare.aliases),
                )
            yield changed
