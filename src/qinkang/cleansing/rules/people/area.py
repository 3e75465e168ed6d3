"""Where the person lives, and is registered."""

from datetime import date

import ibis

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rules.people.declaring import rule_of_people

YANGLING = "610403"


@rule_of_people(
    code="C-29",
    each=[("live_region",), ("hukou_region",)],
    says="杨凌示范区的{title}应写杨陵区的代码610403。",
    because="GB/T 2260；611100是示范区内部使用的代码，不是法定区划。",
    remedy="已改为610403，请在源系统中改正。",
    effect=Effect.REPAIR,
    accepts=[{"live_region": "610403"}, {"live_region": "611000"}, {}],
    rejects=[{"live_region": "611100"}, {"live_region": "611100001"}],
    mends=lambda who, region: {region.get_name(): ibis.literal(YANGLING) + region.substr(6, 6)},
    mended=[
        ({"live_region": "611100"}, {"live_region": "610403"}),
        ({"live_region": "611100001002"}, {"live_region": "610403001002"}),
    ],
)
def yangling_has_its_statutory_code(who, region):
    return ~(who.fact(region, "level") == "yangling")


@rule_of_people(
    code="C-25",
    each=[("live_region", "happened_on"), ("hukou_region", "happened_on")],
    says="{title}应使用业务发生当日有效的代码。",
    because="GB/T 2260；该代码在业务发生前已撤销，有唯一的接续代码。",
    remedy="已改为接续的代码，请在源系统中更新区划代码表。",
    effect=Effect.REPAIR,
    accepts=[
        {"live_region": "610118", "happened_on": date(2025, 3, 5)},
        {"live_region": "610125", "happened_on": date(2016, 11, 23)},
        {"live_region": "612300", "happened_on": date(2025, 3, 5)},
        {"live_region": "610125"},
        {"happened_on": date(2025, 3, 5)},
    ],
    rejects=[
        {"live_region": "610125", "happened_on": date(2016, 11, 24)},
        {"live_region": "610125", "happened_on": date(2025, 3, 5)},
    ],
    mends=lambda who, region, day: {region.get_name(): who.fact(region, "now")},
    mended=[
        (
            {"live_region": "610125001", "happened_on": date(2025, 3, 5)},
            {"live_region": "610118001", "happened_on": date(2025, 3, 5)},
        )
    ],
)
def area_is_not_revoked(who, region, day):
    revoked = (who.fact(region, "level") == "county") & (who.fact(region, "until") <= day)
    return ~(revoked & who.fact(region, "now").notnull())


@rule_of_people(
    code="C-28",
    each=[("live_region",), ("hukou_region",)],
    says="{title}应写到县（市、区）或以下。",
    because="只写到省、市，或写“市辖区”、西咸新区内部代码的，不能归到县级。",
    remedy="该值未采用，请填写县级区划代码后重报。",
    effect=Effect.BLANK,
    accepts=[{"live_region": "610102"}, {"live_region": "610102001"}, {"live_region": "110101"}, {}],
    rejects=[
        {"live_region": "610000"},
        {"live_region": "610100"},
        {"live_region": "610101"},
        {"live_region": "611200"},
        {"live_region": "612300"},
    ],
)
def area_is_a_county_or_below(who, region):
    return ~who.fact(region, "level").isin(("province", "city", "city_districts", "xixian"))


@rule_of_people(
    code="C-28U",
    each=[("live_region",), ("hukou_region",)],
    says="{title}应是能查到的行政区划代码。",
    because="GB/T 2260；本省核对到县级（含已撤销的代码），外省只核对省级。",
    remedy="该值未采用，请按区划代码表填写后重报。",
    effect=Effect.BLANK,
    accepts=[
        {"live_region": "610102"},
        {"live_region": "610125"},
        {"live_region": "110199"},
        {"live_region": "611100"},
        {},
    ],
    rejects=[{"live_region": "610199"}, {"live_region": "61010"}, {"live_region": "新城区"}],
)
def area_is_known(who, region):
    return region.isnull() | who.fact(region, "level").notnull()


@rule_of_people(
    code="C-26",
    each=[("live_region", "happened_on"), ("hukou_region", "happened_on")],
    says="{title}的代码不应晚于业务日期启用。",
    because="GB/T 2260；常见原因是补录往年数据时使用了新代码，或日期填错。",
    remedy="请核对业务日期；无误可不处理，有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"live_region": "610118", "happened_on": date(2016, 11, 24)},
        {"live_region": "610102", "happened_on": date(2016, 11, 23)},
        {"live_region": "610118"},
    ],
    rejects=[{"live_region": "610118", "happened_on": date(2016, 11, 23)}],
)
def area_existed_on_the_day(who, region, day):
    return ~(who.fact(region, "from") > day)
