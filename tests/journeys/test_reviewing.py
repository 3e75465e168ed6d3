"""Journeys of those who correct, review and export."""

import psycopg
import pytest
from tests.database.corrections.conftest import (  # noqa: F401  - fixtures by name
    emptied,
    id_number,
    office,
    officers,
)
from tests.database.ready import become

from qinkang.pipeline.corrections import store_next_correction
from qinkang.pipeline.everywhere import everywhere
from qinkang.pipeline.reviews import file_reviews
from qinkang.records.models import Pair
from qinkang.records.reviewing import open_conflicts, open_pairs
from qinkang.reports.making import make_next


@pytest.fixture
def doubtful(office, database_url):  # noqa: F811
    """Two files in which one woman's number has a slip, and one number bears two names."""
    columns = [
        "体检编号",
        "姓名",
        "身份证号",
        "出生日期",
        "性别",
        "居住区划",
        "体检日期",
        "体检机构",
        "责任医生",
        "左侧收缩压",
        "左侧舒张压",
        "本人电话",
    ]
    shared = {"出生日期": "1950-05-01", "本人电话": "13991700001", "居住区划": "610323101"}
    rows = [
        {"体检编号": "DB-1", "姓名": "司马试乙", "身份证号": id_number(1), **shared},
        {"体检编号": "DB-2", "姓名": "司马试乙", "身份证号": "", "体检日期": "2025-04-01", **shared},
        {
            "体检编号": "DB-3",
            "姓名": "诸葛试丙",
            "身份证号": id_number(3),
            **shared,
            "本人电话": "13991700003",
        },
        {
            "体检编号": "DB-4",
            "姓名": "上官试丁",
            "身份证号": id_number(3),
            "体检日期": "2025-05-01",
            **shared,
            "本人电话": "13991700009",
        },
    ]
    for row in rows:
        office.takes(row, columns=columns, at="2025-11-02")
    file_reviews()
    become("qk_web")
    yield office
    become("qk_worker")
    with psycopg.connect(database_url("qk_owner"), autocommit=True) as owner:
        owner.execute("TRUNCATE reports_export")


def test_an_officer_asks_to_release_a_held_record_and_a_reviewer_approves(
    office,  # noqa: F811
    officers,  # noqa: F811
    enter,
    look,
    window,
):
    office.takes({"姓名": "王三1", "版本号": ""}, at="2025-04-02")
    record = office.record().pk
    become("qk_web")
    page = enter(officers["asker"])
    page.goto(f"/elderly/corrections/ask/elderly.health_check/{record}/")
    page.get_by_text("内容属实，申请解除存疑").click()
    look("held")
    page.get_by_label("解除原因").select_option("form_agrees")
    page.locator("#release-grounds").fill("已核对户口簿，姓名如此")
    page.get_by_role("button", name="提交解除申请").click()
    page.get_by_text("等待另一人审核").wait_for()

    window.context.clear_cookies()
    page = enter(officers["reviewer"])
    page.goto("/elderly/corrections/")
    page.get_by_role("rowheader").get_by_role("link").first.click()
    look("release")
    page.get_by_role("button", name="核准解除").click()
    page.get_by_text("已核准。更正正在写入").wait_for()
    become("qk_worker")
    while store_next_correction():
        pass
    assert office.records("standing") == [("accepted",)]


def test_an_officer_corrects_a_value_and_a_reviewer_approves(doubtful, officers, enter, look, window):  # noqa: F811
    record = doubtful.record().pk
    page = enter(officers["asker"])
    page.goto(f"/elderly/corrections/ask/elderly.health_check/{record}/")
    look("correct")

    page.get_by_label("查找栏目").fill("收缩压")
    page.get_by_label("左侧收缩压").fill("999")
    page.get_by_label("左侧收缩压").press("Tab")
    page.get_by_text("须先改正").wait_for()
    look("correct-findings")
    page.get_by_label("左侧收缩压").fill("135")
    page.get_by_label("左侧收缩压").press("Tab")
    page.get_by_text("规则通过").wait_for()
    page.reload()
    assert page.get_by_label("左侧收缩压").input_value() == "135"
    page.locator("#reason-of").select_option("typing")
    page.locator("#grounds").fill("已核对纸质体检表")
    page.get_by_role("button", name="提交更正申请").click()
    page.get_by_text("等待另一人审核").wait_for()

    window.context.clear_cookies()
    page = enter(officers["reviewer"])
    page.goto("/elderly/corrections/")
    look("corrections")
    page.get_by_role("rowheader").get_by_role("link").first.click()
    page.get_by_role("heading", name="这次更正对不对").wait_for()
    look("correction")
    page.get_by_role("button", name="核准更正").click()
    page.get_by_text("已核准。").wait_for()
    become("qk_worker")
    assert store_next_correction()
    become("qk_web")
    assert doubtful.record().sbp_left == 135.0


def test_a_reviewer_decides_pairs_and_contradictions_with_the_keyboard(doubtful, officers, enter, look):  # noqa: F811
    page = enter(officers["reviewer"])
    look("reviewer-desk")
    page.goto("/elderly/pairs/")
    page.get_by_role("heading", name="这两份档案是不是同一个人").wait_for()
    look("pair")
    page.keyboard.press("1")
    page.get_by_text("已判为同一人").wait_for()
    page.goto("/elderly/conflicts/")
    page.get_by_role("heading", name="同一个证件号码，为什么信息不同").wait_for()
    look("conflict")
    page.keyboard.press("3")
    page.get_by_text("暂停计入").first.wait_for()
    page.goto("/elderly/decisions/")
    look("decisions")

    with doubtful.acting():
        assert not open_pairs().exists() and not open_conflicts().exists()
        person = Pair.objects.values_list("person_a_id", flat=True).filter(state="same").get()
    page.goto(f"/elderly/person/{person}/sightings/")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="预览拆分").click()
    page.get_by_role("heading", name="拆分预览").wait_for()
    look("sightings")
    page.goto("/elderly/decisions/")
    page.get_by_text("撤销", exact=True).first.click()
    page.get_by_placeholder("撤销理由").first.fill("判错了")
    page.get_by_role("button", name="撤销判定").first.click()
    page.get_by_text("各方档案恢复原状。").wait_for()


def test_a_reviewer_exports_a_list_and_prints_it(doubtful, officers, enter, look):  # noqa: F811
    page = enter(officers["reviewer"])
    page.goto("/elderly/findings/")
    page.locator("summary", has_text="导出 Excel").click()
    look("export-ask")
    page.get_by_role("button", name="开始导出").click()
    page.get_by_text("已开始导出").wait_for()
    look("exports-waiting")
    become("qk_worker")
    assert make_next(everywhere("job:exports", "生成导出文件"))
    become("qk_web")
    page.get_by_role("link", name="下载").wait_for()
    look("exports")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载").click()
    assert waiting.value.suggested_filename.startswith("问题数据_")
    page.goto("/elderly/findings/")
    page.emulate_media(media="print")
    assert page.get_by_text("填报人：").is_visible() and not page.locator(".side").is_visible()
    page.emulate_media(media="screen")
