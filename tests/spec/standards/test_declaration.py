"""A declaration that cannot be carried out is refused at import, in a sentence."""

import pytest

from qinkang.standards.codes import code_system
from qinkang.standards.dataset import DATASETS
from qinkang.standards.datasets import HealthCheck
from qinkang.standards.field import Choice, Choices, Number, Text
from qinkang.standards.mistakes import DeclarationMistake
from qinkang.standards.part import part
from qinkang.standards.party import Party

KIND = code_system("kind", "方式", "随访表", "1门诊 2家庭 3电话")


def test_a_sound_declaration_is_known_by_its_code(declare):
    visit = declare(kind=Choice("方式", KIND), other=Text("备注"))

    assert (visit.code, visit.means) == ("invented.visit", "一行是一次随访。")
    assert list(visit.fields) == ["visited_on", "org", "kind", "other"]
    assert visit.fields["kind"].name == "kind"
    assert HealthCheck is DATASETS["elderly.health_check"]


@pytest.mark.parametrize(
    ("members", "settings", "said"),
    [
        ({"doc": None}, {}, "缺少说明"),
        ({"doc": ""}, {}, "缺少说明"),
        ({}, {"code": "elderly.health_check"}, "elderly.health_check 已被使用"),
        ({}, {"key": ("visited_on", "person")}, "业务主键引用了不存在的字段 person"),
        ({}, {"happened_on": "day"}, "业务日期引用了不存在的字段 day"),
        ({}, {"seen_by": ("area",)}, "可见范围引用了不存在的字段 area"),
        ({"note": Text("随访机构")}, {}, "表头“随访机构”同时属于 org 和 note"),
        ({"note": Text("备注", aliases=("随访日期",))}, {}, "表头“随访日期”同时属于 visited_on 和 note"),
        ({"Note": Text("备注")}, {}, "字段名 Note 重复或不合写法"),
        ({"备注": Text("备注")}, {}, "字段名 备注 重复或不合写法"),
        ({"name": Text("称呼"), "who": Party(title="受访人")}, {}, "字段名 name 重复"),
        ({"pain": Text("疼痛", detail="疼痛其他"), "pain_other": Text("说明")}, {}, "字段名 pain_other 重复"),
        ({"drugs": part("用药", 2, org=Text("随访机构"))}, {}, "表头“随访机构”同时属于 org 和 drugs_1_org"),
    ],
)
def test_what_cannot_be_carried_out_is_refused_in_a_sentence(declare, members, settings, said):
    with pytest.raises(DeclarationMistake) as refused:
        declare(settings=settings, **members)

    assert said in str(refused.value)


def test_nothing_refused_is_known(declare):
    with pytest.raises(DeclarationMistake):
        declare(settings={"key": ("person",)})

    assert "invented.visit" not in DATASETS


def test_a_none_outside_the_list_is_refused():
    with pytest.raises(DeclarationMistake, match="代码表中没有 9"):
        Choices("方式", KIND, none="9")


@pytest.mark.parametrize("wrong", [{"fields": {}}, {"fields": {"name": "名称"}}, {"at_most": 0}])
def test_a_part_needs_fields_and_room(wrong):
    with pytest.raises(DeclarationMistake, match="重复组“用药”的声明有误"):
        part("用药", wrong.get("at_most", 2), **wrong.get("fields", {"name": Text("名称")}))


def test_a_completing_text_stands_behind_its_field(declare):
    visit = declare(pain=Text("疼痛", detail="疼痛其他", clause="二"), weight=Number("体重"))

    assert list(visit.fields)[2:] == ["pain", "pain_other", "weight"]
    assert (visit.fields["pain_other"].title, visit.fields["pain_other"].clause) == ("疼痛其他", "二")


def test_blocks_stand_in_the_order_of_the_form(declare):
    first, second = type("First", (), {"a": Text("甲")}), type("Second", (), {"b": Text("乙")})

    visit = declare(blocks=(first, second), c=Text("丙"))

    assert [name for name in visit.fields if name in "abc"] == ["a", "b", "c"]
