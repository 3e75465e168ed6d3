"""Denominators go the way of every file, though nobody is in them."""

import io
from datetime import datetime

import pytest

from qinkang.intake.agreements import confirm_columns
from qinkang.intake.landing import Arrival, land
from qinkang.kernel import clock
from qinkang.readers import open_source, propose
from qinkang.records.models import ResidentPopulation, Sighting
from qinkang.standards.datasets import ResidentPopulation as POPULATION

HEADER = "年份,区划代码,地区,性别,年龄组,人数,数据来源,截止日期\n"
AT = datetime(2026, 3, 1, 10, tzinfo=clock.SHANGHAI)


@pytest.fixture
def takes(province, database_url):
    """Let a file of figures arrive and take it in: `takes("2025,610323,…")`."""
    import psycopg

    with psycopg.connect(database_url("qk_owner"), autocommit=True) as owner:
        owner.execute("TRUNCATE records_residentpopulation, records_residentpopulation_history")

    def take(*rows):
        content = (HEADER + "\n".join(rows)).encode("gb18030")
        sender = province.sender("TJ", "SX-610000")
        with open_source(io.BytesIO(content), "人口.csv") as source:
            mapping = propose(source.header, source.sample(), POPULATION.columns.values())
        confirm_columns(sender, POPULATION.code, mapping.confirmation, by=province.by)
        batch = land(
            io.BytesIO(content), Arrival(sender, POPULATION.code, "人口.csv", AT), by=province.by
        ).batch
        province.takes_in()
        return province.batch(batch)

    return take


def test_figures_are_stored_once_per_area_year_sex_band_and_source(province, takes):
    first = takes(
        "2025,610323,岐山县,合计,65岁及以上,80123,统计局常住人口,2025-12-31",
        "2025,610323,岐山县,合计,65岁及以上,92000,公安户籍,2025-12-31",
    )
    assert (first.rows, first.accepted, first.problem) == (2, 2, "")

    second = takes("2025,610323,岐山县,合计,65岁及以上,80500,统计局,2025-12-31")

    assert province.receipts(first) == [(2, "accepted", "inserted"), (3, "accepted", "inserted")]
    assert province.receipts(second) == [(2, "accepted", "superseded")]
    with province.acting():
        stored = ResidentPopulation.objects.order_by("source").values_list(
            "area", "source", "people", "version"
        )
        assert list(stored) == [("610323", "1", 80500, 2), ("610323", "2", 92000, 1)]
        assert not Sighting.objects.exists()


def test_a_county_sees_its_own_figures_and_not_those_of_others(province, takes):
    takes(
        "2025,610323,岐山县,合计,65+,80123,统计局,2025-12-31",
        "2025,610502,临渭区,合计,65+,90123,统计局,2025-12-31",
    )

    with province.acting("SX-610323"):
        assert [one.area for one in ResidentPopulation.objects.all()] == ["610323"]


def test_doubtful_figures_wait_and_incomplete_ones_are_refused(province, takes):
    batch = takes(
        "2025,610300,宝鸡市,合计,65+,524953,统计局,2025-12-31",
        "2025,610323,岐山县,合计,60-64,4.1,统计局,2025-12-31",
        "2025,610324,扶风县,合计,65+,70000,统计局,2023-12-31",
        "2025,610326,眉县,合计,65+,,统计局,2025-12-31",
    )

    assert [standing for _, standing, _ in province.receipts(batch)] == ["held", "held", "held", "rejected"]
    assert {(field, rule) for _, field, rule in province.findings()} == {
        ("area", "N-05"),
        ("people", "N-03"),
        ("as_of", "N-04"),
        ("people", "K-01"),
    }
