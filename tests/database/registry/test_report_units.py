"""Who is scored: every county counts exactly once on each level."""

import pytest
from django.db import Error, transaction
from tests.spec.kernel.drawn import drawn

from qinkang.registry.models import ReportUnit, ReportUnitMember
from qinkang.registry.questions import area_book, report_units_of

from .conftest import TODAY

pytestmark = pytest.mark.usefixtures("db")

Level = ReportUnit.Level


def test_an_area_counts_for_its_line_in_the_ranking():
    rows = drawn("""
        code      | city       | county
        ----------+------------+-------
        610323    | 宝鸡市     | 岐山县
        610322    | 宝鸡市     | 凤翔区
        610403    | 杨凌示范区 | 杨陵区
        610402    | 咸阳市     | 秦都区
        610581    | 韩城市     | 韩城市
        610582    | 渭南市     | 华阴市
        612131    | 韩城市     | 韩城市
        610323101 | 宝鸡市     | 岐山县
        610300    |            |
        110101    |            |
    """)
    names = dict(ReportUnit.objects.values_list("id", "name")) | {None: ""}
    codes = [row["code"] for row in rows]

    assert [names[key] for key in report_units_of(codes, Level.CITY, TODAY)] == [row["city"] for row in rows]
    assert [names[key] for key in report_units_of(codes, Level.COUNTY, TODAY)] == [
        row["county"] for row in rows
    ]


def test_the_107_counties_are_shared_out_among_twelve_lines_without_rest():
    counties = area_book().counties(TODAY)
    cities = report_units_of(counties, Level.CITY, TODAY)

    assert None not in cities
    assert len(set(cities)) == ReportUnit.objects.filter(level=Level.CITY).count() == 12
    assert len(set(report_units_of(counties, Level.COUNTY, TODAY))) == 107


def test_an_area_cannot_count_twice_on_one_level():
    xianyang = ReportUnit.objects.get(code="CITY-610400")

    with pytest.raises(Error, match="registry_area_counts_once_a_level"), transaction.atomic():
        ReportUnitMember.objects.create(report_unit=xianyang, level="city", area_code="610403")
    with pytest.raises(Error, match="registry_member_has_its_units_level"), transaction.atomic():
        ReportUnitMember.objects.create(report_unit=xianyang, level="county", area_code="610403001")
