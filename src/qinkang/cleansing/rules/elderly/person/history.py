"""Past illnesses, operations and what must be told with them."""

from datetime import date

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import rule
from qinkang.cleansing.rules.people.party import born
from qinkang.standards.datasets import Person

NO, YES = "1", "2"
DIAGNOSES = range(1, Person.parts["diagnoses"].at_most + 1)
EVENTS = {"history_surgery": "surgery", "history_trauma": "trauma", "history_transfusion": "transfusion"}
"""The answer whether there was one, to the part that tells which."""
OTHERS = {
    "drug_allergy": "5",
    "history_disease": "13",
    "fam_father": "12",
    "fam_mother": "12",
    "fam_siblings": "12",
    "fam_children": "12",
    "disability": "8",
    "pay_methods": "8",
}
"""Lists of several choices to the choice "other", which must be told in words."""


@rule(
    Person,
    code="B-11",
    each=[(f"diagnoses_{n}_disease", "history_disease") for n in DIAGNOSES],
    says="填写了确诊时间的疾病，应在既往史疾病中勾选。",
    because="统计患病以既往史疾病为准，只写在确诊栏的会漏计。",
    remedy="请核对既往史疾病；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"diagnoses_1_disease": "2", "history_disease": ["2", "3"]},
        {"diagnoses_1_disease": "2"},
        {"history_disease": ["2"]},
    ],
    rejects=[
        {"diagnoses_1_disease": "4", "history_disease": ["2", "3"]},
        {"diagnoses_1_disease": "2", "history_disease": ["1"]},
    ],
)
def diagnosed_illness_is_ticked(person, disease, history):
    return history.contains(disease)


@rule(
    Person,
    code="B-12",
    each=[(f"diagnoses_{n}_diagnosed", "as_of") for n in DIAGNOSES]
    + [(f"{part}_{n}_happened", "as_of") for part in EVENTS.values() for n in (1, 2)],
    says="{title}应在出生以后、信息更新日期以前。",
    because="既往史是已经发生的事；常见原因是年份填错。",
    remedy="请核对年月；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {
            "diagnoses_1_diagnosed": date(1952, 3, 1),
            "birth_date": date(1952, 3, 7),
            "as_of": date(2025, 3, 5),
        },
        {"diagnoses_1_diagnosed": date(2025, 3, 1), "as_of": date(2025, 3, 1)},
        {"diagnoses_1_diagnosed": date(2025, 4, 1)},
        {"as_of": date(2025, 3, 5)},
    ],
    rejects=[
        {"diagnoses_1_diagnosed": date(1952, 2, 1), "birth_date": date(1952, 3, 7)},
        {"diagnoses_1_diagnosed": date(2025, 4, 1), "as_of": date(2025, 3, 5)},
    ],
)
def history_lies_in_the_past(person, month, updated):
    birth = born(person)
    before_birth = month.year() * 12 + month.month() < birth.year() * 12 + birth.month()
    return ~(before_birth | (month > updated))


@rule(
    Person,
    code="B-13",
    each=[(answer, f"{part}_1_name", f"{part}_2_name") for answer, part in EVENTS.items()],
    says="{title}选“有”的应写明名称或原因，选“无”的不应填写。",
    because="条款“既往史”：选“有”须写明；常见原因是沿用了默认选项。",
    remedy="请补填名称或核对所选项；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"history_surgery": "2", "surgery_1_name": "胆囊切除术"},
        {"history_surgery": "2", "surgery_2_name": "胆囊切除术"},
        {"history_surgery": "1"},
        {"surgery_1_name": "胆囊切除术"},
        {},
    ],
    rejects=[{"history_surgery": "2"}, {"history_surgery": "1", "surgery_1_name": "胆囊切除术"}],
)
def events_are_named_where_there_were_any(person, answer, first, second):
    return (answer == YES) == (first.notnull() | second.notnull())


@rule(
    Person,
    code="B-14",
    each=[(f"{name}_other", name) for name in OTHERS],
    says="选了“其他”的，应写明{title}。",
    because="“其他”没有说明就不能使用。",
    remedy="请在源系统中补填后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"drug_allergy": ["5"], "drug_allergy_other": "头孢"},
        {"drug_allergy": ["2"]},
        {},
    ],
    rejects=[{"drug_allergy": ["5"]}, {"drug_allergy": ["2", "5"]}],
)
def other_is_told_in_words(person, words, choices):
    return ~choices.contains(OTHERS[choices.get_name()]) | words.notnull()


@rule(
    Person,
    code="B-15",
    each=[("genetic_other", "genetic")],
    says="有遗传病史的，应写明遗传病名称。",
    because="条款“遗传病史”：选“有”须写明疾病名称。",
    remedy="请在源系统中补填后重报。",
    effect=Effect.FLAG,
    accepts=[{"genetic": "2", "genetic_other": "血友病"}, {"genetic": "1"}, {}],
    rejects=[{"genetic": "2"}],
)
def hereditary_illness_is_named(person, name, answer):
    return (answer == NO) | name.notnull()
