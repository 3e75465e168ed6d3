"""What changed between two editions of a data set."""

import pytest

from qinkang.standards.codes import code_system
from qinkang.standards.field import Choice, Limits, Need, Number, Text
from qinkang.standards.part import part
from qinkang.standards.printing.changes import change_note, changes

OLD_KIND = code_system("kind", "方式", "随访表", "1门诊 2家庭 3电话")
NEW_KIND = code_system("kind", "方式", "随访表", "1门诊 2入户 4视频")


@pytest.fixture
def editions(declare):
    """Declare the same data set in two editions."""
    older = declare(
        weight=Number("体重", unit="kg", limits=Limits(rule="X-01", hard=(20, 200))),
        kind=Choice("方式", OLD_KIND),
        fax=Text("传真"),
        remark=Text("备注"),
        drugs=part("用药", 2, name=Text("药名")),
    )
    newer = declare(
        settings={"code": "invented.newer", "edition": "2025"},
        weight=Number("体重", unit="kg", need=Need.MANDATORY, limits=Limits(rule="X-01", hard=(20, 250))),
        kind=Choice("方式", NEW_KIND),
        fax=Text("传真", until="2017"),
        remark=Text("备注"),
        drugs=part("用药", 2, name=Text("药名"), dose=Text("用量")),
    )
    object.__setattr__(newer, "code", older.code)  # two editions have one code, and one of them is registered
    return older, newer


@pytest.mark.clause("E11")
def test_added_ended_and_changed_fields_are_told(editions):
    found = changes(*editions)

    assert [name for name, _ in found.added] == ["drugs.dose"]
    assert [name for name, _ in found.ended] == ["fax"]
    assert {name: change.differences for name, change in found.changed} == {
        "weight": (("取值", "可能范围 20–200 kg", "可能范围 20–250 kg"), ("要求", "选填", "必填")),
        "kind": (("代码 2", "家庭", "入户"), ("代码 3", "电话", "（停用）"), ("代码 4", "（无）", "视频")),
    }


def test_the_note_names_both_editions_and_every_change(editions):
    note = change_note(changes(*editions))

    assert note.startswith("# 随访：2017版到2025版的修订说明\n")
    assert "## 新增字段" in note
    assert "| `drugs.dose` | 用量 |" in note
    assert "## 停用字段" in note
    assert "| `fax` | 传真 |" in note
    assert "| `weight` | 体重 | 要求 | 选填 | 必填 |" in note
    assert "`remark`" not in note


def test_nothing_changed_is_said_too(editions):
    older, _ = editions

    assert "字段没有变化。" in change_note(changes(older, older))


def test_two_data_sets_are_not_compared(declare):
    with pytest.raises(ValueError, match="不是同一个数据集"):
        changes(declare(), declare(settings={"code": "invented.other"}))
