"""What waits and what was told reaches those it is for, and nobody else."""

import datetime as dt

import pytest
from tests.database import ready  # noqa: F401

from qinkang.accounts import to_dos
from qinkang.accounts.models import Duty, Line, ToDo
from qinkang.accounts.standing import standing_of
from qinkang.kernel import clock


@pytest.fixture
def filed(act, unit):
    """File work for whoever enters elderly data in 岐山县."""

    def file(title="整改事项", **words):
        said = {"line": Line.ELDERLY, "unit": unit("610323"), "duty": Duty.ENTER, "link": "accounts:notices"}
        return act(None, to_dos.file, "rectify", "batch-1", title=title, **{**said, **words})

    return file


def waiting(someone) -> list[str]:
    """Return the titles of what waits for somebody."""
    return [one.title for one in to_dos.waiting_for(standing_of(someone.user))]


def test_work_waits_for_holders_of_the_right_in_that_unit(filed, person):
    filed()

    assert waiting(person("ours", rights=[("elderly", "enter")])) == ["整改事项"]
    assert waiting(person("duty", rights=[("elderly", "view")])) == []
    assert waiting(person("line", rights=[("maternal", "enter")])) == []
    assert waiting(person("unit", at="610302", rights=[("elderly", "enter")])) == []
    assert waiting(person("above", at="610300", rights=[("elderly", "enter")])) == []
    assert waiting(person("chief", kind="system")) == []


def test_work_filed_again_is_brought_up_to_date_and_settled_once(filed, person, act):
    filed(count=3)
    filed(title="整改事项（余2条）", count=2)
    ours = person("ours", rights=[("elderly", "enter")])
    assert waiting(ours) == ["整改事项（余2条）"]

    assert act(None, to_dos.settle, "rectify", "batch-1") == 1
    assert waiting(ours) == []
    filed()
    assert ToDo.objects.count() == 2


def test_the_most_urgent_stands_first(filed, person, act, unit):
    day = clock.today()
    for number, days in enumerate([5, None, -1, 1]):
        act(
            None, to_dos.file, "k", number, title=str(days), link="/", line=Line.ELDERLY, unit=unit("610323"),
            duty=Duty.ENTER, due_on=None if days is None else day + dt.timedelta(days),
        )  # fmt: skip
    ours = person("ours", rights=[("elderly", "enter")])

    assert waiting(ours) == ["-1", "1", "5", "None"]
    page = ours.browser.get("/").content.decode()
    assert page.index("逾期1日") < page.index("还有1日") < page.index("还有5日")


def test_administrators_work_waits_for_their_office(act, person):
    act(None, to_dos.file, "k", 1, title="待审批", link="accounts:templates", office="security")

    assert waiting(person("security", kind="security")) == ["待审批"]
    assert waiting(person("system", kind="system")) == []


def test_a_notice_is_new_until_the_next_visit(person, act, unit):
    ours = person("ours", rights=[("elderly", "view")])
    theirs = person("theirs", rights=[("maternal", "view")])
    act(None, to_dos.tell, "batch", title="批次已入库", line=Line.ELDERLY, unit=unit("610323"))
    act(None, to_dos.tell, "own", title="您的角色已变动", user=theirs.user)

    assert "批次已入库" in ours.browser.get("/notices/").content.decode()
    assert "批次已入库" not in theirs.browser.get("/notices/").content.decode()
    assert "您的角色已变动" in theirs.browser.get("/").content.decode()
    type(ours.user).objects.filter(pk=ours.user.pk).update(visited_before_at=clock.now())
    assert ours.browser.get("/").context["page"].new == 0


@pytest.mark.parametrize(("hours", "shown"), [((-1, 1), True), ((1, 2), False), ((-2, -1), False)])
def test_an_announcement_stands_from_its_beginning_to_its_end(hours, shown, person, act):
    from qinkang.accounts.actions import offices

    chief, now = person("chief", kind="system"), clock.now()
    since, until = (now + dt.timedelta(hours=one) for one in hours)
    act(chief.user, offices.announce, by=chief.user, says="今晚升级", since=since, until=until)

    assert ("今晚升级" in person("li", at_the_door=True).browser.get("/sign-in/").content.decode()) is shown
