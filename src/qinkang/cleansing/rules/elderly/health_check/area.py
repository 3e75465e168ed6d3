"""Where the person lives."""

from datetime import date

import ibis

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import rule
from qinkang.standards.datasets import HealthCheck

YANGLING = "610403"


@rule(
    HealthCheck,
    code="C-29",
    each=[("live_region",)],
    says="杨凌示范区的居住区划应写杨陵区的代码610403。",
    because="GB/T 2260；611100是示范区内部使用的代码，不是法定区划。",
    remedy="已改为610403，请在源系统中改正。",
    effect=Effect.REPAIR,
    accepts=[{"live_region": "610403"}, {"live_region": "611000"}, {}],
    rejects=[{"live_region": "611100"}, {"live_region": "611100001"}],
    mends=lambda check, region: {region.get_name(): ibis.literal(YANGLING) + region.substr(6, 6)},
    mended=[
        ({"live_region": "611100"}, {"live_region": "610403"}),
        ({"live_region": "611100001002"}, {"live_region": "610403001002"}),
    ],
)
def yangling_has_its_statutory_code(check, region):
    return ~(check.live_region_level == "yangling")


@rule(
    HealthCheck,
    code="C-25",
    each=[("live_region", "check_date")],
    says="居住区划应使用体检当日有效的代码。",
    because="GB/T 2260；该代码在体检前已撤销，有唯一的接续代码。",
    remedy="已改为接续的代码，请在源系统中更新区划代码表。",
    effect=Effect.REPAIR,
    accepts=[
        {"live_region": "610118", "check_date": date(2025, 3, 5)},
        {"live_region": "610125", "check_date": date(2016, 11, 23)},
        {"live_region": "612300", "check_date": date(2025, 3, 5)},
        {"live_region": "610125"},
        {"check_date": date(2025, 3, 5)},
    ],
    rejects=[
        {"live_region": "610125", "check_date": date(2016, 11, 24)},
        {"live_region": "610125", "check_date": date(2025, 3, 5)},
    ],
    mends=lambda check, region, day: {region.get_name(): check.live_region_now},
    mended=[
        (
            {"live_region": "610125001", "check_date": date(2025, 3, 5)},
            {"live_region": "610118001", "check_date": date(2025, 3, 5)},
        )
    ],
)
def area_is_not_revoked(check, region, day):
    revoked = (check.live_region_level == "county") & (check.live_region_until <= day)
    return ~(revoked & check.live_region_now.notnull())


@rule(
    HealthCheck,
    code="C-28",
    each=[("live_region",)],
    says="居住区划应写到县（市、区）或以下。",
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
def area_is_a_county_or_below(check, region):
    return ~check.live_region_level.isin(("province", "city", "city_districts", "xixian"))


@rule(
    HealthCheck,
    code="C-28U",
    each=[("live_region",)],
    says="居住区划应是能查到的行政区划代码。",
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
def area_is_known(check, region):
    return region.isnull() | check.live_region_level.notnull()


@rule(
    HealthCheck,
    code="C-26",
    each=[("live_region", "check_date")],
    says="居住区划代码不应晚于体检日期启用。",
    because="GB/T 2260；常见原因是补录往年体检时使用了新代码，或体检日期填错。",
    remedy="请核对体检日期；无误可不处理，有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"live_region": "610118", "check_date": date(2016, 11, 24)},
        {"live_region": "610102", "check_date": date(2016, 11, 23)},
        {"live_region": "610118"},
    ],
    rejects=[{"live_region": "610118", "check_date": date(2016, 11, 23)}],
)
def area_existed_on_the_day(check, region, day):
    return ~(check.live_region_from > day)
