"""How officers look at figures and go down to one person, each within their own part of the province."""

import pytest
from tests.database.elderly.conftest import NAMES, filled, id_number  # noqa: F401  - fixtures by name

from qinkang.accounts.models import AuditEvent

pytestmark = pytest.mark.clause("E3")
EXAMINED = "?measure=elderly.examined_60&period=2025"


@pytest.fixture
def officer(served, filled, person, enter):  # noqa: F811
    """Sign in an officer of a unit who may look at elderly health."""
    return lambda at: enter(
        person(f"officer{at}", at=at, rights=[("elderly", "view")], at_the_door=True, factor=at == "610000")
    )


def heading(page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_a_provincial_officer_goes_from_the_map_to_one_person_and_back(officer, look, browser):
    page = officer("610000")
    page.get_by_role("link", name="老龄健康").click()
    page.wait_for_selector("svg.map")
    page.get_by_label("指标").select_option("elderly.examined_60")
    page.wait_for_url("**measure=elderly.examined_60**")
    look("elderly-province")

    page.locator("svg.map a[aria-label^=宝鸡市]").click()
    page.wait_for_selector("text=宝鸡市合计")
    look("elderly-city")
    city = page.url
    page.get_by_role("region", name="各地").get_by_role("link", name="岐山县").click()
    page.wait_for_selector("text=岐山县合计")
    assert page.get_by_role("navigation", name="位置").inner_text() == "陕西省宝鸡市岐山县"
    look("elderly-county")

    page.locator(".figure-chosen a").click()
    page.wait_for_selector("text=共 9 人")
    assert "欧阳*甲" in page.inner_text("body") and NAMES[0] not in page.inner_text("body")
    look("elderly-cases")
    page.get_by_role("link", name="欧阳*甲").click()
    page.wait_for_selector("text=对方编号 QG-0001")
    assert heading(page) == "这位老人的记录从哪里来、到了哪里"
    page.get_by_text("老年人健康体检全文").click()
    page.wait_for_selector(".form-values")
    look("elderly-person")

    for back in ("名单", "60岁及以上体检人数", "60岁及以上体检人数"):
        page.go_back()
        page.wait_for_function("words => document.querySelector('h1').innerText.includes(words)", arg=back)
    assert page.url == city
    bookmark = page.context.new_page()
    bookmark.goto(city)
    assert bookmark.get_by_role("heading", level=1).inner_text() == "60岁及以上体检人数"
    assert bookmark.get_by_text("宝鸡市合计").is_visible()


def test_the_map_is_reached_by_keyboard_and_says_its_values(officer):
    page = officer("610300")
    page.goto(f"/elderly/{EXAMINED}")

    county = page.locator("svg.map a[aria-label='岐山县：9']")
    county.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=岐山县合计")


def test_a_figure_is_copied_as_a_sentence(officer):
    page = officer("610323")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/elderly/{EXAMINED}")

    page.get_by_role("button", name="复制为一句话").click()
    page.wait_for_selector("text=已复制")

    said = page.evaluate("navigator.clipboard.readText()")
    assert said.startswith("2025年岐山县60岁及以上体检人数为9人（数据截至")


def test_the_trend_comes_after_the_page_with_its_table(officer):
    page = officer("610323")
    page.goto(f"/elderly/{EXAMINED}")

    page.wait_for_selector("svg.trend")
    page.get_by_text("看数据表").click()

    assert "9月底" in page.get_by_role("region", name="逐月累计").inner_text()


def test_an_officer_of_a_county_sees_only_that_county_on_every_page(officer):
    page = officer("610323")
    seen = []
    for address in (
        f"/elderly/{EXAMINED}",
        f"/elderly/area/610323/cases/{EXAMINED}",
        f"/elderly/area/610323/cases/{EXAMINED}&which=not_yet",
        "/elderly/find/",
    ):
        page.goto(address)
        seen.append(page.inner_text("body"))
    for address in ("/elderly/area/610000/", "/elderly/area/610300/", "/elderly/area/610324/cases/"):
        assert page.goto(address).status == 404

    assert not any("扶风县" in text for text in seen)


def test_a_name_is_shown_in_full_for_a_reason_that_the_auditor_reads(officer, look, act):
    page = officer("610323")
    page.goto("/elderly/find/")
    look("elderly-find")
    page.get_by_label("查什么").fill(id_number(0))
    page.get_by_role("button", name="查询").click()
    page.get_by_role("link", name="欧阳*甲").click()

    page.get_by_text("查看完整信息").click()
    page.get_by_label("查看事由").select_option(label="核对身份证件")
    page.get_by_role("button", name="查看并记入审计").click()
    page.wait_for_selector(f"text={NAMES[0]}")
    look("elderly-unmasked")

    assert AuditEvent.objects.filter(action="unmask_identity").latest("id").because.endswith("核对身份证件")
    page.reload()
    assert NAMES[0] not in page.inner_text("body")


def test_one_search_follows_another_without_the_page_being_loaded_again(officer):
    page = officer("610323")
    page.goto("/elderly/find/")
    for place in (0, 2):
        page.get_by_label("查什么").fill(id_number(place))
        page.get_by_role("button", name="查询").click()
        page.get_by_role("link", name=f"{NAMES[place][:2]}*{NAMES[place][-1]}").wait_for()
    assert "6103" not in page.url


@pytest.mark.clause("E2")
def test_a_city_officer_goes_from_a_batch_to_the_rows_that_were_wrong(officer, look):
    page = officer("610300")
    page.goto("/elderly/batches/")
    look("elderly-batches")

    page.get_by_role("region", name="批次").get_by_role("link").last.click()
    page.get_by_role("link", name="C-52").click()

    assert "左侧收缩压应在可能的范围内" in page.inner_text("main")
    assert "999" in page.get_by_role("region", name="问题所在的行").inner_text()
    look("elderly-findings")


@pytest.mark.clause("E1")
def test_a_city_officer_opens_what_stands_behind_the_counts_of_deliveries(officer, look):
    page = officer("610300")
    page.goto("/elderly/deliveries/")
    look("elderly-deliveries")

    page.get_by_role("region", name="各日报送").get_by_role("link", name="2", exact=True).first.click()

    assert "对方编号 QG-0001" in page.get_by_role("region", name="上报明细").inner_text()


def test_a_printed_page_says_where_when_and_by_whom_and_has_nothing_to_click(officer):
    page = officer("610323")
    page.goto(f"/elderly/{EXAMINED}")
    page.wait_for_selector("svg.trend")
    page.emulate_media(media="print")

    printed = page.inner_text("body")
    assert printed.index("岐山县") < printed.index("60岁及以上体检人数") < printed.index("数据截止")
    for said in ("性别：全部", "口径：入库", "审核人：", "制表单位：岐山县卫生健康局", "打印时间："):
        assert said in printed
    for clicked in (".side", ".top", ".head-does", ".chips select", ".copy"):
        assert not page.locator(clicked).first.is_visible(), clicked
    assert (
        page.locator(".ranking thead").evaluate("one => getComputedStyle(one).display")
        == "table-header-group"
    )
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.emulate_media(media="screen")
