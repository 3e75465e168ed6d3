"""How the person lives, and whether they live."""

from datetime import date

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.parameters import PROVISIONAL
from qinkang.cleansing.rule import rule
from qinkang.cleansing.rules.age import full_years
from qinkang.cleansing.rules.people.party import born
from qinkang.standards.datasets import Person

WITH_SPOUSE, WITH_CHILDREN, INSTITUTION = "02", "03", "08"
WITHOUT_SPOUSE = ("10", "30", "40")
DEAD = "2"
GREAT_AGE, EMPTY_NEST, CENTENARIAN = "3", "7", "8"


@rule(
    Person,
    code="B-21",
    each=[("living_arrangement", "marital")],
    says="未婚、丧偶或离婚的，居住情况不应是与配偶居住。",
    because="两项互相矛盾；常见原因是丧偶后只改了一项。",
    remedy="请核对婚姻状况和居住情况；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"living_arrangement": "02", "marital": "20"},
        {"living_arrangement": "02", "marital": "90"},
        {"living_arrangement": "01", "marital": "30"},
        {"living_arrangement": "02"},
        {"marital": "30"},
    ],
    rejects=[
        {"living_arrangement": "02", "marital": "30"},
        {"living_arrangement": "02", "marital": "10"},
        {"living_arrangement": "02", "marital": "40"},
    ],
)
def who_lives_with_a_spouse_has_one(person, arrangement, marital):
    return ~((arrangement == WITH_SPOUSE) & marital.isin(WITHOUT_SPOUSE))


@rule(
    Person,
    code="B-22",
    each=[("special_tags", "as_of")],
    says="标签“高龄”须年满80周岁，“百岁”须年满100周岁。",
    because=f"标签用于确定服务和补贴的对象（年龄界限{PROVISIONAL}）；常见原因是出生日期填错。",
    remedy="请核对出生日期和标签；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"special_tags": ["3"], "birth_date": date(1945, 3, 5), "as_of": date(2025, 3, 5)},
        {"special_tags": ["8"], "birth_date": date(1925, 3, 5), "as_of": date(2025, 3, 5)},
        {"special_tags": ["1"], "birth_date": date(1960, 3, 5), "as_of": date(2025, 3, 5)},
        {"special_tags": ["3"], "as_of": date(2025, 3, 5)},
        {"as_of": date(2025, 3, 5)},
    ],
    rejects=[
        {"special_tags": ["3"], "birth_date": date(1945, 3, 6), "as_of": date(2025, 3, 5)},
        {"special_tags": ["8"], "birth_date": date(1925, 3, 6), "as_of": date(2025, 3, 5)},
    ],
)
def tag_fits_the_age(person, tags, day, book):
    years = full_years(born(person), day)
    too_young = (tags.contains(GREAT_AGE) & (years < book["great_age"])) | (
        tags.contains(CENTENARIAN) & (years < book["centenarian"])
    )
    return ~too_young


@rule(
    Person,
    code="B-23",
    each=[("special_tags", "living_arrangement")],
    says="与子女居住的不应有“空巢”标签。",
    because="空巢指与子女分开居住。",
    remedy="请核对标签和居住情况；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"special_tags": ["7"], "living_arrangement": "02"},
        {"special_tags": ["1"], "living_arrangement": "03"},
        {"special_tags": ["7"]},
        {"living_arrangement": "03"},
    ],
    rejects=[{"special_tags": ["7"], "living_arrangement": "03"}],
)
def nest_with_children_is_not_empty(person, tags, arrangement):
    return ~(tags.contains(EMPTY_NEST) & (arrangement == WITH_CHILDREN))


@rule(
    Person,
    code="B-24",
    each=[("life_status",)],
    says="生存状态为死亡的，应另行报送死亡信息。",
    because="死亡日期、来源和是否确认以死亡信息为准；只改状态的，死亡人数会漏计。",
    remedy="请报送死亡信息；已报送的可不处理。",
    effect=Effect.FLAG,
    accepts=[{"life_status": "1"}, {"life_status": "3"}, {}],
    rejects=[{"life_status": "2"}],
)
def death_is_told_as_a_death(person, status):
    return status != DEAD
