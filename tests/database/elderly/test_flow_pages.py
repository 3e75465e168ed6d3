"""What arrived, what was wrong, what went on: each officer sees the rows of their own part of the province."""

import re

import pytest
from tests.database.elderly.test_figures_pages import text


@pytest.mark.clause("E2")
def test_the_city_that_sent_it_sees_the_batch_and_a_county_only_its_rows(officer):
    city, county = officer("610300").browser, officer("610323").browser

    assert "报送.csv 系统BJ 老年人健康体检 2025-10-31 10:00 已入库 9 9 1 0 0 0" in text(
        city.get("/elderly/batches/")
    )
    assert "没有批次" in text(county.get("/elderly/batches/"))
    assert "C-52 自动修正 老年人健康体检 左侧收缩压" in text(county.get("/elderly/findings/"))


@pytest.mark.clause("E2")
def test_findings_are_counted_by_rule_and_open_their_rows(officer):
    county, outsider = officer("610323").browser, officer("610324").browser
    page = county.get("/elderly/findings/").content.decode()
    address = next(one.replace("&amp;", "&") for one in re.findall(r'href="([^"]*rule=C-52&[^"]*)"', page))

    assert re.search(r"批次 \d+ 系统BJ 10 999", text(county.get(address)))
    assert "没有这样的问题" in text(outsider.get(address))
