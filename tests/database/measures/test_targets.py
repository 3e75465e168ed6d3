"""Targets, changes against the year before, and the course of a year."""

from datetime import date, timedelta

import pytest
from tests.database.ready import become

from qinkang.accounts.models import AuditEvent
from qinkang.kernel import clock
from qinkang.kernel.period import Period
from qinkang.measures.actions import end_target, set_target
from qinkang.measures.comparisons import by_month, year_on_year
from qinkang.measures.figures import figures
from qinkang.measures.measure import MEASURES
from qinkang.measures.models import Target
from qinkang.measures.place import Level
from qinkang.measures.targets import targets_of, with_targets
from qinkang.mistake import Mistake

YEAR = Period.parse("2025")
MANAGED, EXAMINED = MEASURES["elderly.managed_rate"], MEASURES["elderly.examined_65"]


@pytest.fixture(autouse=True)
def web(province):
    """Be the web: targets are set on a page."""
    before = become("qk_web")
    yield
    become(before)


def examine(province, count, day, place="610323"):
    people = province.people(*[{"live_region": place}] * count)
    return province.check_ups(*({"person": one, "day": day} for one in people))


def test_a_place_without_a_target_has_the_provinces(province):
    examine(province, 6, date(2025, 5, 5))
    examine(province, 6, date(2025, 5, 5), "610324")
    province.build()
    set_target(MANAGED, 2025, 70, source="试验文件", by=province.by())
    set_target(MANAGED, 2025, 62.5, place="610323", source="试验文件", by=province.by())

    with province.acting():
        found = with_targets(figures(province.here, MANAGED, period=YEAR, area="610300", level=Level.COUNTY))

    targets = {line.place: line.target for line in found.lines}
    assert (targets["610323"], targets["610324"], found.total.target) == (62.5, 70, 70)


def test_a_new_target_ends_the_old_one_which_stays_readable(province):
    set_target(MANAGED, 2025, 65, source="试验文件", by=province.by())
    then = clock.now()
    with clock.frozen(then + timedelta(days=30)):
        set_target(MANAGED, 2025, 70, source="调整通知", by=province.by(because="年中调整"))
        with province.acting():
            (event,) = AuditEvent.objects.filter(because="年中调整")
            assert targets_of(MANAGED, 2025) == {"610000": 70}
            assert targets_of(MANAGED, 2025, known_at=then) == {"610000": 65}
            assert Target.objects.count() == 2
    assert (event.actor, event.action) == ("user:7", "set_target")

    with clock.frozen(then + timedelta(days=40)):
        end_target(MANAGED, 2025, by=province.by())
        with pytest.raises(Mistake, match="没有为该地区设定目标"):
            end_target(MANAGED, 2025, by=province.by())


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"value": 101}, "0至100"),
        ({"value": float("nan")}, "0至100"),
        ({"year": 1999}, "年度应在"),
        ({"source": " "}, "依据"),
        ({"place": "SX-XX"}, "没有代码"),
    ],
)
def test_an_impossible_target_is_refused_with_the_reason(province, said, told):
    with pytest.raises(Mistake, match=told):
        set_target(MANAGED, **{"year": 2025, "value": 70, "source": "试验文件", **said}, by=province.by())


def test_a_report_unit_may_have_a_target(province):
    made = set_target(MANAGED, 2025, 70, place="CITY-610403", source="试验文件", by=province.by())

    assert made.place == "CITY-610403"


def test_rates_change_by_percentage_points_where_both_years_have_data(province):
    examine(province, 10, date(2024, 5, 5))
    examine(province, 24, date(2025, 5, 5))
    examine(province, 6, date(2025, 5, 5), "610324")
    province.population(2024, {"610323": 40})
    province.population(2025, {"610323": 40, "610324": 40})
    province.build()

    now = figures(province.here, MANAGED, period=YEAR, area="610300", level=Level.COUNTY)
    changes = year_on_year(province.here, now)

    assert changes["610323"].by == pytest.approx(60.0 - 25.0)
    assert changes["610324"].by is None
    assert changes["610300"].by is None


def test_a_year_without_any_data_is_nothing_to_compare_with(province):
    examine(province, 10, date(2025, 5, 5))
    province.build()

    changes = year_on_year(province.here, figures(province.here, EXAMINED, period=YEAR))

    assert {change.before for change in changes.values()} == {None}


def test_the_course_of_a_year_counts_each_person_once_where_it_is_cumulative(province):
    people = province.people(*[{"live_region": "610323"}] * 12)
    province.check_ups(*({"person": one, "day": date(2025, 1, 9)} for one in people[:5]))
    province.check_ups(*({"person": one, "day": date(2025, 3, 9)} for one in people))
    province.build()

    quarter = Period.parse("2025Q1")
    cumulative = [f.total.numerator for _, f in by_month(province.here, EXAMINED, period=quarter)]
    monthly = [
        f.total.numerator for _, f in by_month(province.here, EXAMINED, period=quarter, cumulative=False)
    ]

    assert cumulative == [5, 5, 12]
    assert monthly == [5, 0, 12]
