"""清洗规范: the rules of a data set printed for senders and for the office, and an index of all codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qinkang.cleansing.across.rule import Key, across_rules_of
from qinkang.cleansing.effect import SEVERITY_IN_WORDS, Effect
from qinkang.cleansing.file_check import COLUMN_ABSENT, LINE_UNREADABLE
from qinkang.cleansing.outside import OUTSIDE
from qinkang.cleansing.parameters import PARAMETERS
from qinkang.cleansing.reading.rules import READING_RULES, ReadingRule
from qinkang.cleansing.repeated import REPEATED
from qinkang.cleansing.rule import Missing, RowRule, Rule, rules_of
from qinkang.cleansing.structure import structural_rules
from qinkang.standards.dataset import DATASETS, Dataset
from qinkang.standards.envelope import ENVELOPE
from qinkang.standards.field import Choice, Choices, Field
from qinkang.standards.printing.markdown import page, table

EFFECT_IN_WORDS = {
    Effect.REJECT: "整行退回，不入库",
    Effect.HOLD: "入库但列为存疑，核实前不进入统计和推送",
    Effect.BLANK: "该值不采用，原值留在问题数据中，其余照收",
    Effect.REPAIR: "自动修正，原值留在问题数据中",
    Effect.BLOCK: "照收，但不推送到规定的接收方",
    Effect.ASK: "照收，须由人说明原因",
    Effect.FLAG: "照收并提示",
}
"""What follows from each effect."""

MISSING_IN_WORDS = {
    Missing.PASSES: "视为通过",
    Missing.FAILS: "视为不通过",
    Missing.CANNOT_TELL: "不作判断",
}
"""What a rule says of a row in which a value it needs is missing."""

KEY_IN_WORDS = {
    Key.PERSON: "同一个人的全部记录，不分来源和数据集",
    Key.PHONE: "同一个电话号码的全部记录",
    Key.WORKDAY: "同一机构、同一责任医生、同一天的全部体检",
}
"""Which records a rule across records sees together."""

OF_FILES = (LINE_UNREADABLE, COLUMN_ABSENT, OUTSIDE, *REPEATED)


def cleansing_standard(dataset: Dataset) -> str:
    """All rules of a data set, in the order in which they are applied, as one page of Markdown."""
    reading = [rule for rule in READING_RULES.values() if any(map(rule.applies_to, dataset.columns.values()))]
    return page(
        f"# {dataset.title}清洗规范",
        f"数据集代码 `{dataset.code}`，依据：{dataset.standard}，版本 {dataset.edition}。",
        "次序固定：先读文件和单元格，再自动修正，再去掉不采用的值，最后对结果作判断。"
        "修正和不采用都留下原值。下面的例子都是自动测试。",
        "## 处理方式",
        table(("处理", "含义"), ((_word(effect), told) for effect, told in EFFECT_IN_WORDS.items())),
        "## 读文件",
        *(_shown(rule, "整个文件或整行") for rule in OF_FILES),
        "## 读单元格",
        *(_reading_rule(rule, dataset) for rule in reading),
        "## 结构：应有的值和范围",
        *(_row_rule(rule) for rule in structural_rules(dataset)),
        "## 业务规则",
        *(_row_rule(rule) for rule in rules_of(dataset)),
        *_across(dataset),
        "## 规则用到的参数",
        table(
            ("参数", "含义", "默认值", "来源"),
            ((f"`{p.name}`", p.title, f"{p.value:g}", p.source) for p in PARAMETERS.values()),
        ),
    )


def rule_index() -> str:
    """Every rule code with its sentence, by code. A code is never reused."""
    rows = sorted(_index(), key=lambda row: (row[0], row[1]))
    return page(
        "# 规则代码索引",
        f"共 {len({code for code, *_ in rows})} 个代码。代码一经使用不再改作他用。",
        table(
            ("代码", "数据集", "内容", "处理"),
            ((code, where, says.replace("{title}", "（字段）"), word) for code, where, says, word in rows),
        ),
    )


def _index() -> Iterator[tuple[str, str, str, str]]:
    for shared in (*OF_FILES, *READING_RULES.values()):
        yield shared.code, "全部", shared.says, _word(shared.effect)
    for dataset in DATASETS.values():
        for rule in (*structural_rules(dataset), *rules_of(dataset), *across_rules_of(dataset)):
            yield rule.code, f"`{dataset.code}`", rule.says, _word(rule.effect)


def _across(dataset: Dataset) -> Iterator[str]:
    """The rules across records, if the data set has any."""
    rules = across_rules_of(dataset)
    if rules:
        yield "## 跨记录、跨数据集的规则"
        yield (
            "每个批次入库时，对所涉及的人、电话和工作日的全部记录重新判断一次；后来的数据使判断改变的，"
            "记录随之列为存疑或恢复，并向已收到的系统发送更正或撤销。"
        )
    table_name = dataset.code.rpartition(".")[2]
    for rule in rules:
        field = dataset.columns[rule.subjects[table_name]]
        examples = [f"{'有问题' if one.found else '没有问题'}：{one.shows}" for one in rule.examples]
        more = (f"一并判断：{KEY_IN_WORDS[rule.key]}", f"例子：{'；'.join(examples)}")
        yield _shown(rule, f"{field.title}（`{field.name}`）", *more, title=field.title)


def _word(effect: Effect) -> str:
    words = {Effect.BLANK: "不采用", Effect.BLOCK: "不推送", Effect.ASK: "须说明"}
    return words.get(effect, SEVERITY_IN_WORDS[effect.severity])


def _shown(rule: Rule, about: str, *more: str, title: str = "该项") -> str:
    target = f"（{rule.target}）" if rule.target else ""
    lines = (
        f"适用：{about}",
        f"原因：{rule.because}",
        f"处理：{EFFECT_IN_WORDS[rule.effect]}{target}",
        f"办法：{rule.remedy}",
        *more,
    )
    return f"### {rule.code} {_word(rule.effect)}：{rule.sentence(title)}\n\n" + "\n".join(
        f"- {line}" for line in lines
    )


def _reading_rule(rule: ReadingRule, dataset: Dataset) -> str:
    groups = (dataset.fields, *(part.fields for part in dataset.parts.values()), ENVELOPE)
    titles = [field.title for group in groups for field in group.values() if rule.applies_to(field)]
    return _shown(
        rule,
        "、".join(titles),
        f"符合的写法：{_texts(rule.keeps)}",
        f"不符合的写法：{_texts(rule.breaks)}",
    )


def _texts(texts: tuple[str, ...]) -> str:
    return "；".join(f"`{text}`" if len(text) <= 40 else f"`{text[:3]}…`（{len(text)}字）" for text in texts)


def _row_rule(rule: RowRule) -> str:
    columns = rule.dataset.columns
    about = "；".join("与".join(columns[name].title for name in names) for names in rule.each)
    more = [
        f"缺值时：{MISSING_IN_WORDS[rule.if_missing]}",
        "应通过：" + "；".join(_row(row, rule.dataset) for row in rule.accepts),
        "应不通过：" + "；".join(_row(row, rule.dataset) for row in rule.rejects),
    ]
    if rule.mended:
        changed = (f"{_row(row, rule.dataset)} 改为 {_row(new, rule.dataset)}" for row, new in rule.mended)
        more.append("修正：" + "；".join(changed))
    named = {columns[names[0]].title for names in rule.each}
    return _shown(rule, about, *more, title=named.pop() if len(named) == 1 else "该项")


def _row(row: Mapping[str, Any], dataset: Dataset) -> str:
    known = [(name, value) for name, value in row.items() if value is not None]
    told = "，".join(
        f"{_title(name, dataset)} {_value(value, dataset.columns.get(name))}" for name, value in known
    )
    return f"（{told or '都没有值'}）"


def _title(name: str, dataset: Dataset) -> str:
    """The field's title; for a fact beside a field, its name."""
    return dataset.columns[name].title if name in dataset.columns else f"`{name}`"


def _value(value: Any, field: Field | None) -> str:
    if isinstance(field, (Choice, Choices)):
        codes = value if isinstance(value, (list, tuple)) else (value,)
        return "、".join(field.codes.labels.get(code, str(code)) for code in codes)
    return f"{value:g}" if isinstance(value, float) else str(value)
