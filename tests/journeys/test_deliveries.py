"""An officer sees what did not arrive and why, and lets it go again."""

import pytest
from tests.database.elderly.conftest import filled  # noqa: F401
from tests.database.exchange.test_pages import set_states  # noqa: F401

from qinkang.records.models import Outbox


@pytest.mark.clause("E1", "N1")
def test_a_reviewer_finds_what_was_refused_and_lets_it_go_again(
    served,
    filled,  # noqa: F811
    set_states,  # noqa: F811
    person,
    enter,
    look,
):
    set_states("refused", "refused", "unreachable", "unclear", "held")
    someone = person(
        "reviewer", at="610323", rights=[("elderly", "view"), ("elderly", "review")], factor=False
    )
    window = enter(someone)

    window.goto("/elderly/deliveries/")
    look("deliveries")
    window.get_by_role("link", name="E1003").click()
    window.wait_for_selector("h1:has-text('这些记录现在怎样')")
    look("deliveries-list")
    window.get_by_role("checkbox").first.check()
    window.get_by_role("link", name="老年人健康体检").first.click()
    window.wait_for_selector("h1:has-text('这一条送到哪一步了')")
    look("delivery")
    window.get_by_role("link", name="按原内容重推…").click()
    window.wait_for_selector("h1:has-text('重推 1 条')")
    look("repush")
    window.get_by_label("重推事由").select_option("registered")
    window.get_by_role("checkbox").check()
    window.get_by_role("button", name="确认重推").click()
    window.wait_for_selector(".messages:has-text('按原内容重推 1 条')")

    with filled.acting():
        assert Outbox.objects.filter(state="refused").count() == 1
