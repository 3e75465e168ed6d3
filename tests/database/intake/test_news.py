"""What is new since the last visit: findings by data set, counted in the reader's scope, on the first page."""

import datetime as dt
import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.database.intake.conftest import text
from tests.database.ready import become

from qinkang.accounts.models import User
from qinkang.intake.models import Finding
from qinkang.kernel import clock

BAD = {"体检编号": "QS-2", "身份证号": "610323195002020046", "体检日期": "2025-02-30"}


@pytest.fixture
def visited(officer):
    """Give the browser of an officer who was here before a moment; none: who is here for the first time."""

    def visits(unit, *, hours_ago, duty="view"):
        browser = officer(unit, duty)
        before = None if hours_ago is None else clock.now() - dt.timedelta(hours=hours_ago)
        User.objects.update(visited_before_at=before)
        return browser

    return visits


def arrives(province, *rows):
    before = become("qk_worker")
    province.takes(*rows)
    become(before)


def desk(browser) -> str:
    answer = browser.get(reverse("accounts:desk"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_new_findings_stand_on_the_first_page_and_lead_to_their_list(province, visited):
    arrives(province, {"左侧收缩压": "999"}, BAD)
    browser = visited("610300", hours_ago=1)

    page = desk(browser)

    found = re.search(
        r'<a href="(/elderly/findings/[^"]+)">老年人健康体检新增问题</a><span[^>]*>(\d+) 条', page
    )
    listed = browser.get(html.unescape(found[1]))
    assert listed.status_code == 200
    assert "以后新发现" in text(listed)
    with province.acting():
        assert int(found[2]) == Finding.objects.filter(current=True).count() > 1
    assert listed.context["page"].total == found[2]


@pytest.mark.parametrize(
    ("where", "hours_ago", "duty"),
    [("610724", 1, "view"), ("610323", None, "view"), ("610323", -1, "view"), ("610323", 1, "enter")],
    ids=["another county", "first visit", "nothing since", "may not look"],
)
def test_others_hear_of_nothing(province, visited, where, hours_ago, duty):
    arrives(province, {"左侧收缩压": "999"}, BAD)

    assert "新增问题" not in desk(visited(where, hours_ago=hours_ago, duty=duty))


def test_a_county_hears_of_its_rows_in_the_citys_file_and_not_of_what_was_put_right(province, visited):
    arrives(province, {"左侧收缩压": "999"})
    browser = visited("610323", hours_ago=1)
    assert "新增问题" in desk(browser)

    arrives(province, {"版本号": "2"})

    assert "新增问题" not in desk(browser)


def test_it_asks_once_however_much_there_is(province, visited):
    browser = visited("610300", hours_ago=1)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk(browser)
        return sum("intake_finding" in one["sql"] for one in queries)

    assert asked() == 1
    arrives(province, *({**BAD, "体检编号": f"QS-{number}", "左侧收缩压": "999"} for number in range(2, 20)))
    assert asked() == 1


def test_an_address_with_no_moment_in_it_lists_nothing(province, visited):
    arrives(province, {"左侧收缩压": "999"})
    browser = visited("610300", hours_ago=1)

    for since in ("昨天", "2025-01-01", "2025-01-01T00:00:00"):
        assert browser.get("/elderly/findings/", {"since": since}).context["page"].total == "0"
