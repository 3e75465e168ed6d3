"""The order in which sources are believed: shown to all, decided by the province alone."""

import datetime as dt

import pytest
from django.urls import reverse

from qinkang.kernel import clock
from qinkang.registry.models import SourcePrecedence
from qinkang.registry.questions import precedence

pytestmark = pytest.mark.usefixtures("orders")
PAGE = "/registry/precedence/"
SAYS = {
    "civil_affairs": "1",
    "insurance": "1",
    "population_registry": "3",
    "source": "虚拟会议纪要〔2026〕1号",
}


@pytest.fixture
def province(person):
    """Somebody who reviews for the whole province."""
    return person(
        "sheng", at="610000", rights=[("elderly", "view"), ("elderly", "review")], factor=True
    ).browser


def nation(browser) -> list[tuple[str, str, str]]:
    """What the page says of 民族: order, state, source."""
    groups = {one["code"]: one["orders"] for one in browser.get(PAGE).context["groups"]}
    return [(one["says"], one["state"][0], one["one"].source) for one in groups["nation"]]


def test_the_packaged_order_is_marked_as_confirmed_by_nobody(province):
    (one,) = nation(province)

    assert one[:2] == ("人口库", "默认，待确认")


def test_the_province_decides_from_a_day_on_and_both_orders_stand(province):
    later = clock.today() + dt.timedelta(days=10)

    province.post(f"{PAGE}nation/", {**SAYS, "valid_from": f"{later}"})

    assert nation(province) == [
        ("民政系统或医保系统，其次人口库", "未启用", SAYS["source"]),
        ("人口库", "默认，待确认", "省级约定（默认），待确认"),
    ]
    assert precedence(clock.today())["nation"].tiers == ("population_registry",)
    assert precedence(later)["nation"].tiers == ("civil_affairs|insurance", "population_registry")


@pytest.mark.parametrize(
    ("differs", "says"),
    [
        ({"civil_affairs": "", "insurance": "", "population_registry": ""}, "至少给一类系统排上位次"),
        ({"source": ""}, "这个字段是必填项"),
        ({"valid_from": "2026-02-30"}, "输入一个有效的日期"),
        ({"insurance": "9"}, "9"),
    ],
    ids=["nobody", "without a reason", "no day", "no such place"],
)
def test_what_cannot_be_is_told_and_not_kept(province, differs, says):
    given = {**SAYS, "valid_from": "2026-11-01", **differs}

    answer = province.post(f"{PAGE}nation/", given)

    assert (answer.status_code, says in answer.content.decode()) == (400, True)
    assert not SourcePrecedence.objects.filter(source=SAYS["source"]).exists()


def test_outsiders_look_and_change_nothing(person):
    rights = [("elderly", "view"), ("elderly", "review")]
    for name, at, allowed in (("city", "610300", rights), ("looks", "610000", rights[:1])):
        browser = person(name, at=at, rights=allowed, factor=at == "610000").browser
        shown = browser.get(PAGE).content.decode()
        assert "人口库" in shown and "修订" not in shown.partition("<main")[2]
        assert browser.get(f"{PAGE}nation/").status_code == 403
        assert browser.post(f"{PAGE}nation/", {**SAYS, "valid_from": "2026-11-01"}).status_code == 403
    assert not SourcePrecedence.objects.filter(source=SAYS["source"]).exists()


def test_an_unknown_group_is_no_page(province):
    assert province.get(reverse("registry:revise_precedence", args=["shoes"])).status_code == 404
