"""The printed specification says everything the declaration says."""

import pytest

from qinkang.standards.codes import code_system
from qinkang.standards.dataset import DATASETS
from qinkang.standards.field import Choice, Limits, Need, Number, Text
from qinkang.standards.part import part
from qinkang.standards.printing.markdown import table
from qinkang.standards.printing.specification import specification


@pytest.mark.clause("E11")
@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.code)
def test_every_field_code_and_header_is_printed(dataset):
    printed = specification(dataset)

    for group in (dataset.fields, *(one.fields for one in dataset.parts.values())):
        for name, field in group.items():
            assert f"| `{name}` | {field.title} |" in printed
            assert all(alias in printed for alias in field.aliases), name


def test_a_line_tells_kind_unit_limits_need_privacy_clause_and_headers(declare):
    kind = code_system("kind", "方式", "随访表", "1门诊 2家庭|入户")
    visit = declare(
        weight=Number(
            "体重",
            unit="kg",
            decimals=1,
            need=Need.MANDATORY,
            clause="三",
            aliases=("体重值",),
            since="2017",
            limits=Limits(rule="X-01", hard=(20, 200), soft=(35, 120)),
        ),
        kind=Choice("方式", kind),
        drugs=part("用药", 2, name=Text("药名", longest=40)),
    )

    printed = specification(visit)

    assert (
        "| `weight` | 体重 | 数值，1位小数 | kg | 可能范围 20–200 kg；常见范围 35–120 kg；2017版起 | 必填 "
        "| 健康信息 | 三 | 体重值 |"
    ) in printed
    assert "| `kind` | 方式 | 代码，单选 |   | 代码表“方式”（`kind`） | 选填 |" in printed
    assert "| 2 | 家庭 | 入户 |" in printed
    assert "### 用药（`drugs`，最多 2 组）" in printed
    assert "| `name` | 药名 | 文本，最多40字 |" in printed
    assert "业务主键：随访日期、随访机构。" in printed


def test_a_cell_cannot_break_its_table():
    assert table(("甲",), [("一|二\n三<四\\",)]) == "| 甲 |\n| --- |\n| 一\\|二<br>三&lt;四\\\\ |"
