"""Resident population by area, sex and age: the denominators that come from outside (人口数)."""

from qinkang.standards.codes.population import AGE_BAND, POPULATION_SEX, POPULATION_SOURCE
from qinkang.standards.dataset import dataset
from qinkang.standards.field import AreaCode, Choice, Day, Limits, Need, Number, Text
from qinkang.standards.privacy import Privacy

OPEN, KEY = Privacy.OPEN, Need.KEY


@dataset(
    code="elderly.resident_population",
    title="老年人口数",
    standard="省级交换约定（默认）",
    edition="2025",
    key=("year", "area", "sex", "age_band", "source"),
    happened_on="as_of",
    seen_by=("area",),
)
class ResidentPopulation:
    """一行是一个县（市、区）或乡镇（街道）某一年、某一性别、某一年龄组的人数，来自平台以外。

    它只作分母，与平台内有记录的人数无关。同一地区同一年可以有几个来源的人数，彼此相差5%至20%，
    不能相加，也不能互相替代；每个率都注明用的是哪个来源。“60岁及以上”等是合计，不与五岁一组的人数相加。
    """

    year = Number(
        "年份",
        aliases=("年度", "统计年度"),
        need=KEY,
        privacy=OPEN,
        limits=Limits(rule="N-01", hard=(2000, 2100)),
    )
    area = AreaCode(
        "行政区划代码", aliases=("区划代码", "地区代码", "行政区划", "县区代码"), need=KEY, privacy=OPEN
    )
    area_name = Text("地区名称", aliases=("地区", "县区", "区划名称"), privacy=OPEN, longest=60)
    sex = Choice("性别", POPULATION_SEX, aliases=("性别代码",), need=KEY, privacy=OPEN)
    age_band = Choice("年龄组", AGE_BAND, aliases=("年龄段", "年龄"), need=KEY, privacy=OPEN)
    people = Number(
        "人数",
        unit="人",
        aliases=("人口数", "常住人口数", "人口"),
        need=KEY,
        privacy=OPEN,
        limits=Limits(rule="N-02", hard=(0, 2_000_000)),
    )
    source = Choice("来源", POPULATION_SOURCE, aliases=("数据来源", "人口来源"), need=KEY, privacy=OPEN)
    as_of = Day("截止日期", aliases=("数据截止日期", "时点", "统计时点"), need=KEY, privacy=OPEN)
