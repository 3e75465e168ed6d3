"""Each waiting row says why, and whom it waits for."""

import datetime as dt

import pytest

from qinkang.kernel import clock

SOON = clock.now() + dt.timedelta(days=1)  # made when the tests are collected, long before the last of them


@pytest.fixture
def why(province):
    """Ask about a record's first version."""

    def ask(record, version=1):
        from qinkang.exchange.waiting import why_waiting

        with province.acting():
            return why_waiting(province.row(record, version))

    return ask


@pytest.mark.parametrize(
    ("row", "says", "whom"),
    [
        ({"state": "waiting"}, "排队中", "发送程序"),
        ({"state": "leased", "lease_until": SOON, "attempts": 2}, "第 2 次发送", "全国老龄健康信息系统"),
        (
            {"state": "unreachable", "next_attempt_at": SOON, "attempts": 3},
            "上次没有送出",
            "全国老龄健康信息系统",
        ),
        ({"state": "unclear", "next_attempt_at": SOON}, "向对方查询", "全国老龄健康信息系统"),
        ({"state": "unclear"}, "可能已经送达", "数据管理员"),
        (
            {"state": "refused", "said_code": "E1003", "said": "机构代码"},
            "E1003 机构代码",
            "县级卫生健康部门处理",
        ),
        ({"state": "refused", "said_code": "E7777", "said": "不详"}, "E7777 不详", "填报机构处理"),
        ({"state": "held"}, "人工", "数据管理员"),
        ({"state": "waiting", "after": ["employer/7"]}, "须在 employer/7 送达之后", "employer/7"),
    ],
)
def test_a_row_says_why_it_waits(province, why, row, says, whom):
    (one,) = province.check_ups(1, announce=False)
    province.announce([one], **row)

    said = why(one)

    assert says in said
    assert f"等待：{whom}" in said


def test_a_row_behind_another_version_names_it(province, why):
    (one,) = province.check_ups(1, announce=False)
    province.announce([one], state="unclear", next_attempt_at=SOON)
    province.announce([one], version=2)

    assert "第 1 版待核实" in why(one, 2)


def test_an_old_version_says_that_it_will_not_go(province, why):
    (one,) = province.check_ups(1)
    province.announce([one], version=2)

    assert "已有第 2 版" in why(one)


def test_a_closed_way_is_named_before_the_queue(province, why):
    from qinkang.exchange.models import Channel

    (one,) = province.check_ups(1)
    with province.acting():
        Channel.objects.create(target="national_elderly", failures=6, closed_until=SOON)

    assert "连续 6 次没有连通" in why(one)
