"""What a to-do counts is what its link opens, whoever reviews where."""

import html
import re

import pytest
from tests.database.corrections.conftest import id_number
from tests.database.corrections.test_questions import BORN, COLUMNS
from tests.database.ready import become
from tests.spec.kernel.drawn import drawn

from qinkang.pipeline.reviews import file_reviews

pytestmark = pytest.mark.clause("N8")
QISHAN, FUFENG = "610323101", "610324100"
PAIRS = {"司马试乙": (QISHAN, QISHAN), "诸葛试丙": (QISHAN, QISHAN), "上官试丁": (FUFENG, FUFENG), "东方试戊": (QISHAN, FUFENG)}  # fmt: skip
"""Name of somebody who was sighted twice, once without a number, to where."""

REVIEWERS = drawn("""
    who comes to review | 610323 | 610324 | 610300 | 610000
    --------------------+--------+--------+--------+-------
    610323              | 2 of 2 |        |        |
    610000              | 2 of 2 |        |        | 2 of 4
    610300              | 2 of 2 |        | 2 of 4 | none of 4
    610324              | 2 of 2 | 1 of 1 | 1 of 4 | none of 4
""")
"""How many pairs stand in a unit's to-do, of how many in its reviewer's scope: who is nearest is asked."""


@pytest.fixture
def looking_alike(office):
    """Give two people of 岐山, one of 扶风 and one of both who may be known twice; be the web."""
    for place, (name, sides) in enumerate(PAIRS.items()):
        shared = {**BORN, "姓名": name, "本人电话": f"1399170001{place}"}
        for side, (region, day) in enumerate(zip(sides, ("2025-03-01", "2025-04-01"), strict=True)):
            own = {"体检编号": f"AL-{place}{side}", "身份证号": "" if side else id_number(place + 1)}
            office.takes(
                {**shared, **own, "居住区划": region, "体检日期": day}, columns=COLUMNS, at="2025-11-02"
            )
    become("qk_web")
    yield
    become("qk_worker")


def test_a_to_do_opens_as_many_pairs_as_it_says(looking_alike, officers, person):
    reviewers = {}
    for row in REVIEWERS:
        came = row["who comes to review"]
        reviewers[came] = officers["reviewer"] if came == "610323" else person(
            f"r{came}", at=came, rights=[("elderly", "review")], factor=came == "610000"
        )  # fmt: skip
        become("qk_worker")
        file_reviews()
        become("qk_web")
        seen = {at: read(someone.browser) for at, someone in reviewers.items()}
        assert seen == {at: row[at] for at in reviewers}, row


def read(browser) -> str:
    """Say how many pairs the to-do of pairs counts, having opened it, and how many the page without it."""
    everything = opened(browser, "/elderly/pairs/")
    desk = browser.get("/").content.decode()
    link = re.search(r'class="todo"><a href="(/elderly/pairs/[^"]*)">[^<（]+(?:（(\d+) 条）)?</a>', desk)
    if link is None:
        return f"none of {everything}"
    said = int(link[2] or 1)
    assert opened(browser, html.unescape(link[1])) == said
    return f"{said} of {everything}"


def opened(browser, address) -> int:
    return browser.get(address, follow=True).context["page"].place.total
