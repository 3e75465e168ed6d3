"""数据规范: a data set printed for the people who build and check its senders."""

from __future__ import annotations

from collections.abc import Iterable

from qinkang.standards.dataset import Dataset
from qinkang.standards.envelope import ENVELOPE
from qinkang.standards.field import Field, Text
from qinkang.standards.printing.kinds import (
    code_systems,
    codes_of,
    editions_in_words,
    kind_in_words,
    limits_in_words,
    meaning,
)
from qinkang.standards.printing.markdown import page, table

HEADER = ("英文名", "中文名", "类型", "单位", "取值", "要求", "隐私分类", "条款", "可识别的其他表头")


def specification(dataset: Dataset) -> str:
    """The whole specification as one page of Markdown."""
    return page(
        f"# {dataset.title}数据规范",
        f"数据集代码 `{dataset.code}`，依据：{dataset.standard}，版本 {dataset.edition}。",
        "## 一行是什么",
        meaning(dataset),
        *_rules_of_the_row(dataset),
        "## 字段",
        "“要求”一栏：关键项缺失的行退回；必填项缺失的行接收并提示；条件必填由清洗规则说明条件。"
        "“可能范围”之外的值不采用，“常见范围”之外的值提示核实。",
        table(HEADER, map(_line, dataset.fields.values())),
        *_parts(dataset),
        "## 报送控制列",
        "每行除数据外还可带以下各列，说明是发送方的哪条记录、第几版、要做什么。都可以不带。"
        + (
            f"没有源记录编号的，以“{dataset.fields[dataset.numbered_by].title}”代替；没有的再看业务主键。"
            if dataset.numbered_by
            else "没有源记录编号的，以业务主键区分。"
        )
        + "没有版本号的，后到的算较新的版本。",
        table(HEADER, map(_line, ENVELOPE.values())),
        "## 代码表",
        *_codes(dataset),
    )


def _rules_of_the_row(dataset: Dataset) -> Iterable[str]:
    yield "## 记录的标识、日期和可见范围"
    parties = "；".join(
        f"{party.title}（{role}）：{'、'.join(field.title for field in party.fields())}"
        for role, party in dataset.parties.items()
    )
    yield "\n".join(
        f"- {line}"
        for line in (
            f"业务主键：{_titles(dataset, dataset.key)}。主键相同的后一版本取代前一版本"
            + ("；各报送系统的记录并存，互不取代。" if dataset.of_each_sender else "。"),
            f"业务日期：{_titles(dataset, (dataset.happened_on,))}。按这一天选用版本、代码表和规则。",
            f"可见范围：{_titles(dataset, dataset.seen_by)}。所属地区和机构的人员可以查看。",
            f"涉及的人：{parties}。" if parties else "",
        )
        if line
    )


def _titles(dataset: Dataset, names: Iterable[str]) -> str:
    return "、".join(
        dataset.parties[name].title if name in dataset.parties else dataset.fields[name].title
        for name in names
    )


def _parts(dataset: Dataset) -> Iterable[str]:
    if not dataset.parts:
        return
    yield "## 重复组"
    yield (
        "一条记录可有多组。以 JSON 报送时写成数组；以表格报送时各组并列，列名后加序号，"
        "例如“药物名称1”“药物名称2”。"
    )
    for part in dataset.parts.values():
        first = part.fields[part.key_field()].title
        yield f"### {part.title}（`{part.name}`，最多 {part.at_most} 组）"
        yield f"“{first}”有值表示有这一组。"
        yield table(HEADER, map(_line, part.fields.values()))


def _line(field: Field) -> tuple[str, ...]:
    codes = codes_of(field)
    values = f"代码表“{codes.title}”（`{codes.name}`）" if codes else limits_in_words(field)
    meant = f"“{'”“'.join(field.means)}”是有效内容" if isinstance(field, Text) and field.means else ""
    return (
        f"`{field.name}`",
        field.title,
        kind_in_words(field),
        getattr(field, "unit", ""),
        "；".join(filter(None, (values, meant, editions_in_words(field)))),
        field.need.value,
        field.privacy.value,
        field.clause,
        "、".join(field.aliases),
    )


def _codes(dataset: Dataset) -> Iterable[str]:
    for codes in code_systems(dataset):
        yield f"### {codes.title}（`{codes.name}`）"
        yield f"来源：{codes.source}"
        yield table(
            ("代码", "名称", "也可写作", "启用", "停用"),
            (
                (
                    code.code,
                    code.label,
                    "、".join(code.synonyms),
                    code.since.isoformat() if code.since else "",
                    code.until.isoformat() if code.until else "",
                )
                for code in codes.codes
            ),
        )
