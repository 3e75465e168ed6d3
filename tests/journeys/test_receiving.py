"""How data come in by page: registered, uploaded, tried, confirmed, taken in, taken back."""

import csv
import io

import pytest
from openpyxl import Workbook
from tests.database.elderly.conftest import filled, row  # noqa: F401  - fixtures by name
from tests.database.pipeline.conftest import GOOD
from tests.database.ready import become

from qinkang.pipeline.marking import mark_next
from qinkang.pipeline.take_in import take_in_next
from qinkang.pipeline.trying import try_next
from qinkang.pipeline.withdrawing import void_missing, withdraw_next

COLUMNS = [*GOOD, "出生日期", "本人电话", "备注栏"]


@pytest.fixture
def flows():
    """Do as the worker does, until nothing is left to do."""

    def run():
        before = become("qk_worker")
        for step in (try_next, take_in_next, withdraw_next, void_missing, mark_next):
            while step():
                pass
        become(before)

    return run


@pytest.fixture
def entering(served, filled, person, enter):  # noqa: F811
    """Sign in somebody of 宝鸡市 who may do these duties of elderly health."""

    def signed_in(name, *duties):
        return enter(person(name, at="610300", rights=[("elderly", one) for one in duties], at_the_door=True))

    return signed_in


def workbook(path, rows):
    book = Workbook()
    sheet = book.active
    sheet.append(["宝鸡市老年人健康体检报送表"])
    sheet.append(COLUMNS)
    for one in rows:
        sheet.append([(GOOD | one).get(name, "") for name in COLUMNS])
    book.save(path)
    return path


@pytest.mark.clause("E7")
def test_an_officer_uploads_a_workbook_sees_what_would_happen_and_takes_it_in(
    entering, flows, look, tmp_path
):
    page = entering("entering", "view", "enter", "review")
    page.goto("/elderly/senders/")
    look("receiving-senders")
    page.get_by_role("link", name="登记报送系统").click()
    page.get_by_label("代码").fill("BJ-NEW")
    page.get_by_label("名称").fill("宝鸡市新体检系统")
    page.get_by_label("管理单位").select_option(label="宝鸡市卫生健康委员会")
    page.get_by_label("系统类别").select_option(index=1)
    page.get_by_label("老年人健康体检", exact=True).check()
    page.get_by_label("老年人健康体检：全量或增量").select_option("whole")
    look("receiving-sender")
    page.get_by_role("button", name="保存约定").click()
    page.wait_for_selector("text=已保存“宝鸡市新体检系统”")

    rows = [
        row(0, 左侧收缩压="999"),
        row(1, 身份证号="610323195002020040"),
        row(2, 体检日期="2025-02-30"),
        row(3),
    ]
    file = workbook(tmp_path / "十月体检.xlsx", rows)
    page.goto("/elderly/upload/")
    page.get_by_label("报送系统和数据集").select_option(label="宝鸡市新体检系统 — 老年人健康体检（全量）")
    page.locator("#file").set_input_files(file)
    look("receiving-upload")
    page.get_by_role("button", name="上传并试校验").click()
    page.wait_for_url("**/upload/*/")
    flows()
    page.wait_for_selector("text=会发现的问题")
    look("receiving-trial")
    page.get_by_role("link", name="确认列对照").click()
    look("receiving-columns")
    page.get_by_label("备注栏").fill("没有的字段")
    page.get_by_role("button", name="确认列对照").click()
    page.wait_for_selector("text=没有“没有的字段”这个字段")
    look("receiving-columns-wrong")
    page.get_by_label("备注栏").fill("")
    page.get_by_role("button", name="确认列对照").click()
    page.wait_for_url("**/upload/*/")
    flows()
    page.get_by_role("button", name="提交入库").click()
    page.wait_for_selector("text=正在排队")
    look("receiving-batch-waits")
    flows()
    page.wait_for_selector("text=本批发现的问题")
    look("receiving-batch")
    page.get_by_role("button", name="生成问题标注").click()
    page.wait_for_selector("text=正在生成")
    flows()
    page.get_by_role("link", name="下载问题标注").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载问题标注").click()
    assert download.value.suggested_filename == "十月体检-问题标注.xlsx"
    page.get_by_role("link", name="看行回执").click()
    look("receiving-receipts")


@pytest.mark.clause("E7")
def test_a_second_person_approves_that_a_batch_is_taken_back(entering, flows, look):
    page = entering("asking", "view", "enter")
    page.goto("/elderly/batches/")
    page.get_by_role("region", name="批次").get_by_role("link").last.click()
    page.get_by_role("button", name="撤回这个批次").click()
    flows()
    page.wait_for_selector("text=还会影响到")
    page.get_by_label("撤回理由").fill("报错了县")
    look("receiving-withdrawal")
    page.get_by_role("button", name="申请撤回").click()
    page.wait_for_selector("text=待审批")
    address = page.url
    page.context.clear_cookies()

    page = entering("approving", "view", "review")
    page.get_by_role("link", name="审批撤回批次").click()
    assert page.url == address
    look("receiving-approval")
    page.get_by_role("button", name="批准并撤回").click()
    flows()
    page.wait_for_selector(".state-good:text('已撤回')")
    look("receiving-withdrawn")


def test_records_that_a_full_file_lacks_are_asked_about(entering, flows, look, filled):  # noqa: F811
    from qinkang.intake.agreements import Terms, agree
    from qinkang.intake.models import Sender

    before = become("qk_worker")
    sender = Sender.objects.get(code="BJ")
    agree(sender, "elderly", [Terms("elderly.health_check", whole=True)], by=filled.by)
    filled.takes(row(0), row(1), columns=[*GOOD, "出生日期", "本人电话"], at="2025-11-02")
    become(before)
    page = entering("answering", "view", "enter")
    page.get_by_role("link", name="全量报送中缺少的记录").click()
    look("receiving-missing")

    page.get_by_role("checkbox", name="选择 诸葛*丙").first.check()
    page.get_by_label("理由").fill("已去世")
    page.get_by_role("button", name="作废").click()
    page.wait_for_selector("text=已答复 1 条：作废")
    flows()
    page.get_by_label("答复").first.select_option("void")
    page.wait_for_selector("text=已去世")


def test_an_upload_over_a_broken_line_goes_on_where_it_stopped(entering, tmp_path, monkeypatch):
    page = entering("broken", "view", "enter")
    file = tmp_path / "大文件.csv"
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(list(GOOD))
    for place in range(9_000):
        writer.writerow([*(GOOD | {"体检编号": f"X-{place}"}).values()])
    file.write_text(out.getvalue(), encoding="utf-8")
    calls = []

    def broken(route):
        calls.append(route.request.url)
        route.fulfill(status=404) if len(calls) == 2 else route.continue_()

    page.route("**/pieces/*/", broken)
    page.goto("/elderly/upload/")
    page.get_by_label("报送系统和数据集").select_option(index=1)
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="上传并试校验").click()
    page.wait_for_url("**/upload/*/", timeout=30_000)

    assert calls[1] == calls[2]  # the piece that did not arrive was sent again
    page.wait_for_selector("text=等待试校验")
