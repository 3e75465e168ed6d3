"""Year, area and number of one figure."""

from datetime import date

import ibis

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import rule
from qinkang.standards.datasets import ResidentPopulation

YANGLING = "610403"


@rule(
    ResidentPopulation,
    code="N-03",
    each=[("people",)],
    says="人数应为整数，单位是人。",
    because="分母按人计；带小数的多半是以万人填写。",
    remedy="请换算成人后重报这一行。",
    effect=Effect.HOLD,
    accepts=[{"people": 0}, {"people": 41198}, {}],
    rejects=[{"people": 4.1}, {"people": 0.5}],
)
def people_are_counted_one_by_one(row, people):
    return people == people.round(0)


@rule(
    ResidentPopulation,
    code="N-04",
    each=[("as_of", "year")],
    says="截止日期应在该年份之内，或为次年1月1日。",
    because="人口数有时点；年份与时点不符时，率的分子与分母不是同一年。",
    remedy="请核实年份和截止日期后重报这一行。",
    effect=Effect.HOLD,
    accepts=[
        {"year": 2025, "as_of": date(2025, 12, 31)},
        {"year": 2025, "as_of": date(2025, 1, 1)},
        {"year": 2025, "as_of": date(2026, 1, 1)},
        {"year": 2025},
    ],
    rejects=[
        {"year": 2025, "as_of": date(2024, 12, 31)},
        {"year": 2025, "as_of": date(2026, 1, 2)},
        {"year": 2025, "as_of": date(2026, 2, 1)},
    ],
)
def the_day_is_of_the_year(row, day, year):
    new_year = (day.year() == year + 1) & (day.month() == 1) & (day.day() == 1)
    return (day.year() == year) | new_year


@rule(
    ResidentPopulation,
    code="N-05",
    each=[("area",)],
    says="地区应写到县（市、区）或乡镇（街道）。",
    because="市和省的人数由县（市、区）相加得到，另报会重复计算；村级人数不作分母。",
    remedy="请按县（市、区）或乡镇（街道）分别填报。",
    effect=Effect.HOLD,
    accepts=[{"area": "610323"}, {"area": "610323100"}, {}],
    rejects=[{"area": "610300"}, {"area": "610000"}, {"area": "610323100001"}],
)
def area_is_a_county_or_township(row, area):
    return (row.area_level == "county") & (area.length() <= 9)


@rule(
    ResidentPopulation,
    code="N-06",
    each=[("area",)],
    says="杨凌示范区的行政区划应写杨陵区的代码610403。",
    because="GB/T 2260；611100是示范区内部使用的代码，不是法定区划。",
    remedy="已改为610403，请在源系统中改正。",
    effect=Effect.REPAIR,
    accepts=[{"area": "610403"}, {}],
    rejects=[{"area": "611100"}],
    mends=lambda row, area: {"area": ibis.literal(YANGLING) + area.substr(6, 6)},
    mended=[({"area": "611100"}, {"area": "610403"}), ({"area": "611100001"}, {"area": "610403001"})],
)
def yangling_has_its_statutory_code(row, area):
    return ~(row.area_level == "yangling")
