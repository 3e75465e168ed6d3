"""How people come in, and how those who keep accounts, rights and the audit trail do their work."""

import datetime as dt

import pytest
import xlsxwriter
from tests.database import ready  # noqa: F401
from tests.database.accounts.conftest import PASSWORD, invented_id

from qinkang.accounts import to_dos
from qinkang.accounts.models import Duty, Line, SignIn, User
from qinkang.kernel import clock

pytestmark = pytest.mark.clause("C12")
NEW = "Otter-willow 58 lantern"


@pytest.fixture
def busy(act, unit):
    """Put work before the elderly line's people of 岐山县."""

    def fill():
        here = {"line": Line.ELDERLY, "unit": unit("610323")}
        day = clock.today()
        for kind, title, more, days, count in [
            ("rectify", "整改事项：体检日期晚于上报日期", "规则 EH-D03，来自凤鸣镇卫生院等3家机构", -2, 37),
            ("rectify", "整改事项：身份证件号码校验不通过", "规则 EH-I01，重新上报后自动销号", 1, 12),
            ("review", "年度体检上报待审核", "2025年10月批次", 3, 1204),
            ("letter", "数据质量反馈函待答复", "2025年第三季度", 12, 1),
        ]:
            to_dos.file(
                kind, title, title=title, more=more, link="accounts:notices", count=count,
                duty=Duty.ENTER, due_on=day + dt.timedelta(days), **here,
            )  # fmt: skip
        to_dos.tell("batch", title="凤鸣镇卫生院体检批次已入库", more="收到 412 条，存疑 6 条", **here)
        to_dos.tell("closed", title="整改事项已自动销号", more="收缩压低于舒张压，18 条全部通过", **here)
        to_dos.tell("push", title="国家老龄系统回执已到", more="推送成功 386 条", **here)

    act(None, fill)


def test_a_county_officer_finds_what_waits(person, enter, busy, look, act):
    security = person("chief", kind="system")
    from qinkang.accounts.actions import offices

    now = clock.now()
    act(
        security.user, offices.announce, by=security.user, says="10月31日22:00至24:00系统升级，期间暂停服务。",
        since=now, until=now + dt.timedelta(hours=3),
    )  # fmt: skip
    li = person("liming", rights=[("elderly", "view"), ("elderly", "enter")], at_the_door=True)
    User.objects.filter(pk=li.user.pk).update(visited_at=now - dt.timedelta(days=1))

    page = enter(li)

    assert page.get_by_role("heading", level=1).inner_text() == "今天有哪些事要办"
    assert page.get_by_text("已逾期").first.is_visible()
    assert page.get_by_role("link", name="整改事项：体检日期晚于上报日期（37 条）").is_visible()
    assert page.get_by_role("navigation", name="条线").inner_text() == "老龄健康"
    assert "系统升级" in page.inner_text("body")
    look("desk")
    page.get_by_role("link", name="通知", exact=True).first.click()
    look("notices")


def test_the_door_says_little_and_lets_in(window, look):
    window.goto("/")
    look("door")
    window.get_by_label("用户名").fill("nobody")
    window.get_by_label("口令").fill("wrong")
    window.get_by_role("button", name="登录").click()

    assert "用户名或口令不正确" in window.get_by_role("alert").inner_text()
    look("door-refused")


def test_an_administrator_changes_the_password_and_enrols_a_phone(person, enter, look, window):
    chief = person("chief", kind="security", factor=False, at_the_door=True)
    User.objects.filter(pk=chief.user.pk).update(must_change_password=True)
    page = enter(chief)
    assert "请先设置新口令" in page.inner_text("h1")
    look("password")
    page.get_by_label("原口令").fill(PASSWORD)
    page.get_by_label("新口令", exact=False).nth(0).fill(NEW)
    page.get_by_label("再输一遍新口令").fill(NEW)
    page.get_by_role("button", name="保存新口令").click()

    assert "启用动态口令" in page.inner_text("h1")
    look("enrol")
    page.get_by_label("动态口令").fill(chief.code())
    page.get_by_role("button", name="启用动态口令").click()

    assert page.get_by_role("heading", level=1).inner_text() == "今天有哪些事要办"
    page.goto("/me/")
    look("me")


def test_a_keeper_brings_in_a_roster_and_gives_a_role(person, enter, approved, look, tmp_path, window):
    approved("老龄数据员")
    approved("妇幼数据员")
    keeper = person("keeper", at="610300", keeps="610300", at_the_door=True)
    person("wanggang", rights=[("elderly", "view")])
    person("zhaoli", at="610302", rights=[("maternal", "view"), ("maternal", "enter")])
    page = enter(keeper)
    page.get_by_role("link", name="单位账号", exact=True).click()
    look("people")

    page.get_by_role("link", name="名单导入").first.click()
    page.set_input_files(
        "input[type=file]",
        roster(tmp_path / "wrong.xlsx", ("陈静", "chenjing", "123", "岐山县卫生健康局", "不存在")),
    )
    page.get_by_role("button", name="核对并导入").click()
    assert "身份证件号码：不正确，请核对。" in page.inner_text("main")
    look("roster-findings")
    right = roster(
        tmp_path / "right.xlsx",
        ("陈静", "chenjing", invented_id(40_001), "岐山县卫生健康局", "老龄数据员"),
        ("周杰", "zhoujie", invented_id(40_002), "SX-610323", "老龄数据员、妇幼数据员"),
    )
    page.set_input_files("input[type=file]", right)
    page.get_by_role("button", name="核对并导入").click()
    page.get_by_role("heading", name="把一次性口令交给本人").wait_for()
    assert page.get_by_role("row").count() == 3
    look("one-time-passwords")

    page.get_by_role("link", name="陈静").click()
    page.locator("#id_template").select_option(label="妇幼数据员")
    page.get_by_role("button", name="授予角色").click()
    assert "已授予“妇幼数据员”" in page.inner_text("main")
    look("person")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="停用账号").click()
    assert "账号已停用" in page.inner_text("main")
    assert SignIn.objects.filter(user__username="chenjing", ended_at=None).count() == 0


def roster(path, *rows):
    """Write a roster."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([("姓名", "用户名", "身份证件号码", "单位", "角色"), *rows]):
            sheet.write_row(number, 0, row)
    return path


def test_the_security_administrator_approves_roles_and_appoints_keepers(person, enter, look):
    person("zhangwei", at="610300")
    page = enter(person("security", kind="security", at_the_door=True))
    page.get_by_role("link", name="角色模板").first.click()
    page.get_by_role("button", name="批准老龄查看员", exact=True).click()
    assert "已批准“老龄查看员”" in page.inner_text("main")
    look("templates")

    page.get_by_role("link", name="单位账号管理员").first.click()
    page.get_by_label("用户名").fill("zhangwei")
    page.get_by_label("单位", exact=False).last.fill("宝鸡市卫生健康委员会")
    page.get_by_role("button", name="任命账号管理员").click()
    assert "已任命" in page.inner_text("main")
    look("keepers")
    page.get_by_role("link", name="权限对照表").click()
    look("matrix")


def test_the_auditor_sees_who_did_what(person, enter, look):
    person("chen", rights=[("elderly", "view")]).browser.get("/offices/audit/")
    page = enter(person("auditor", kind="audit", at_the_door=True))
    page.get_by_role("link", name="审计记录").click()
    page.get_by_label("结果").select_option(label="拒绝")
    page.wait_for_url("**outcome=refused**")

    assert "打开页面" in page.inner_text("main")
    page.get_by_label("结果").select_option(label="结果：全部")
    page.wait_for_url("**outcome=**")
    look("audit")


def test_the_system_administrator_announces(person, enter, look):
    page = enter(person("chief", kind="system", at_the_door=True))
    page.get_by_role("link", name="公告").click()
    page.get_by_label("公告内容").fill("今晚升级")
    page.get_by_label("结束时间").fill((clock.now() + dt.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("button", name="发布公告").click()

    assert page.get_by_text("公告：今晚升级").is_visible()
    look("announcements")


def test_all_components_stand_on_one_page(person, enter, look):
    page = enter(person("li", rights=[("elderly", "view"), ("maternal", "view")], at_the_door=True))
    page.goto("/examples/")
    look("examples")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="功能菜单").click()
    assert page.get_by_role("link", name="我的待办").first.is_visible()


def test_a_closed_page_says_what_to_do(person, enter, look):
    page = enter(person("li", rights=[("elderly", "view")], at_the_door=True))
    page.goto("/offices/audit/")

    assert "没有打开这个页面的权限" in page.inner_text("main")
    look("closed")
