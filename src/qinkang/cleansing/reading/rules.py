"""The rules about how a cell is written. They are found while reading, not judged afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import Rule
from qinkang.standards.field import (
    AreaCode,
    Choice,
    Choices,
    CreditCode,
    Day,
    DocumentNumber,
    Field,
    Month,
    Number,
    PersonName,
    Telephone,
    Text,
)


@dataclass(frozen=True, kw_only=True)
class ReadingRule(Rule):
    """A promise about the writing of a cell.

    Attributes:
        kinds: the kinds of field that can break it.
        keeps, breaks: texts that do not and that do break it, each with the kind of field.
    """

    kinds: tuple[type[Field], ...]
    keeps: tuple[str, ...]
    breaks: tuple[str, ...]

    def applies_to(self, field: Field) -> bool:
        """Whether cells of this field can break the rule."""
        return isinstance(field, self.kinds)


_ALL = (
    ReadingRule(
        code="C-01",
        says="{title}应写成不带空格和符号的半角数字，末位用大写X。",
        because="GB 11643-1999 规定的字符；常见于手工录入和表格软件。",
        remedy="已按标准写法改正，请在源系统中同样改正。",
        effect=Effect.REPAIR,
        kinds=(DocumentNumber,),
        keeps=("11010519491231002X",),
        breaks=(
            "11010519491231002x",
            "'11010519491231002X",
            "１１０１０５１９４９１２３１００２Ｘ",
            "110105 19491231 002X",
        ),
    ),
    ReadingRule(
        code="C-03",
        says="{title}应为18位；15位旧号码应升为18位。",
        because="GB 11643-1999；15位号码自2013年起停止使用。",
        remedy="已按规则升为18位，请核对原证件后在源系统中更新。",
        effect=Effect.REPAIR,
        kinds=(DocumentNumber,),
        keeps=("11010519491231002X",),
        breaks=("110105491231002",),
    ),
    ReadingRule(
        code="C-04",
        says="{title}为百岁老人的15位旧号码，应按18××年出生升为18位。",
        because="15位号码的顺序码996–999留给1900年以前出生的人。",
        remedy="已按18××年出生升为18位，请核对出生日期。",
        effect=Effect.REPAIR,
        kinds=(DocumentNumber,),
        keeps=("11010519491231002X",),
        breaks=("110105991231998",),
    ),
    ReadingRule(
        code="C-17",
        says="{title}中不应有空格和控制字符。",
        because="“张 三”与“张三”会被当成两个人。",
        remedy="已去掉空格，请在源系统中同样改正。",
        effect=Effect.REPAIR,
        kinds=(PersonName,),
        keeps=("张三", "买买提·艾力"),
        breaks=("张 三", "张　三"),
    ),
    ReadingRule(
        code="C-18",
        says="{title}中的间隔号应写作“·”。",
        because="同一姓名的间隔号写法不一会比对不上。",
        remedy="已改为“·”，请在源系统中同样改正。",
        effect=Effect.REPAIR,
        kinds=(PersonName,),
        keeps=("买买提·艾力",),
        breaks=("买买提.艾力", "买买提•艾力"),
    ),
    ReadingRule(
        code="C-21",
        says="{title}中不应带备注。",
        because="姓名栏写“（大）”“（已故）”等备注会比对不上。",
        remedy="已去掉备注；如有死亡情况，请另行报送死亡信息。",
        effect=Effect.REPAIR,
        kinds=(PersonName,),
        keeps=("李四",),
        breaks=("李四（大）", "李四(已故)"),
    ),
    ReadingRule(
        code="C-22",
        says="{title}应是能拨通的手机号或带区号的固定电话。",
        because="手机号为1开头的11位数字，第二位是3到9。",
        remedy="该号码未采用，请核实后重报。",
        effect=Effect.BLANK,
        kinds=(Telephone,),
        keeps=("13991234567", "0917-3265432"),
        breaks=("1399123456", "12091234567"),
    ),
    ReadingRule(
        code="C-30",
        says="{title}的取值应在代码表内。",
        because="代码表之外的值无法统计；常见原因是用了本系统的内部代码。",
        remedy="该值未采用，请按代码表填写后重报，或与省平台约定对照表。",
        effect=Effect.BLANK,
        kinds=(Choice, Choices),
        keeps=("1",),
        breaks=("甲乙丙",),
    ),
    ReadingRule(
        code="C-33",
        says="{title}没有值时应留空。",
        because="“不详”“-”“NULL”“1900-01-01”等写法会被当成真值。",
        remedy="已按空值处理，请在源系统中留空。",
        effect=Effect.REPAIR,
        kinds=(
            Text,
            Number,
            Day,
            Month,
            Choice,
            Choices,
            Telephone,
            DocumentNumber,
            CreditCode,
            AreaCode,
        ),
        keeps=("1",),
        breaks=("-", "NULL", "暂无"),
    ),
    ReadingRule(
        code="C-34",
        says="{title}应只写半角数字。",
        because="数字后带单位、千分位或全角数字的，各系统读法不一。",
        remedy="已读出数值，请在源系统中只写数字。",
        effect=Effect.REPAIR,
        kinds=(Number,),
        keeps=("120", "36.5"),
        breaks=("１２０", "5,6", "1,200"),
    ),
    ReadingRule(
        code="C-34U",
        says="{title}应是数字。",
        because="该栏只能填写测量或计数的结果。",
        remedy="无法读出数值，未采用；请核实后重报。",
        effect=Effect.BLANK,
        kinds=(Number,),
        keeps=("120",),
        breaks=("约一百二", "12O", "120/80"),
    ),
    ReadingRule(
        code="C-40",
        says="{title}应写成 2025-01-02 的形式。",
        because="日期写法不一会造成误读；表格软件可能把日期存成天数。",
        remedy="已换算为标准写法，请在源系统中改用标准写法。",
        effect=Effect.REPAIR,
        kinds=(Day, Month),
        keeps=("2025-01-02",),
        breaks=("2025/1/2", "20250102", "2025年1月2日", "二〇二五年一月二日", "45659"),
    ),
    ReadingRule(
        code="C-41",
        says="{title}应是日历上有的一天，并写明年月日。",
        because="日历上没有这一天，或者分不清年、月、日（两位年份、农历、民国纪年）。",
        remedy="无法确定日期，未采用；请核实后重报。",
        effect=Effect.BLANK,
        kinds=(Day, Month),
        keeps=("2024-02-29",),
        breaks=("2025-02-29", "1900-02-30", "20250229", "25/1/2", "2025-13-01"),
    ),
    ReadingRule(
        code="T-01",
        says="{title}不应超过规定的长度。",
        because="超长内容多半是填错了栏。",
        remedy="内容已保留，请核实是否填错栏。",
        effect=Effect.FLAG,
        kinds=(Text,),
        keeps=("正常",),
        breaks=("长" * 201,),
    ),
)

READING_RULES = {rule.code: rule for rule in _ALL}
"""Every reading rule by its code."""
