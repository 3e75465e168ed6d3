"""An officer on a slow line and an old machine: 2 Mbit/s, a processor four times slower than this one."""

import pytest
from tests.database.elderly.conftest import filled  # noqa: F401  - fixture by name

FIRST, LATER = 600_000, 60_000  # bytes over the line: the first page of all, and every page after it
SLOW_LINE = {
    "offline": False,
    "latency": 80,  # ms
    "downloadThroughput": 2_000_000 / 8,
    "uploadThroughput": 2_000_000 / 8,
}


@pytest.fixture
def line(window):
    """Slow the window down; give a function that says how many bytes came since it was last asked."""
    devtools = window.context.new_cdp_session(window)
    came = []
    devtools.on("Network.loadingFinished", lambda told: came.append(told["encodedDataLength"]))
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_LINE)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})

    def bytes_since() -> int:
        window.wait_for_load_state("networkidle")
        total = int(sum(came))
        came.clear()
        return total

    return bytes_since


@pytest.mark.clause("E3")
def test_a_day_of_a_county_officer_on_a_slow_line(served, filled, person, enter, look, line):  # noqa: F811
    rights = [("elderly", "view"), ("elderly", "enter")]
    page = enter(person("slow", at="610323", rights=rights, at_the_door=True))
    assert line() <= FIRST

    for link, waits in (
        ("总览", "svg.map"),
        ("批次", ".empty, table"),
        ("问题数据", "table"),
        ("人员查询", "#find-text"),
    ):
        page.get_by_role("navigation", name="功能").get_by_role("link", name=link, exact=True).click()
        page.wait_for_selector(waits)
        assert line() <= LATER, link

    page.goto("/elderly/area/610323/cases/?measure=elderly.examined_60&period=2025&which=numerator")
    page.get_by_role("link", name="欧阳*甲").click()
    page.wait_for_selector("text=对方编号 QG-0001")
    assert line() <= 2 * LATER
    look("elderly-person-slow")
