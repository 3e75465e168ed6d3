"""How the register is kept, how the operating team looks after the platform, and where the manual is."""

import re

import pytest
from tests.database.registry_pages.conftest import orders, register  # noqa: F401  - fixtures by name

from qinkang.registry.models import Organisation


def heading(page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_a_county_officer_enters_an_institution_and_its_licence(served, register, person, enter, look):  # noqa: F811
    page = enter(
        person("wang", at="610323", rights=[("elderly", "view"), ("elderly", "review")], at_the_door=True)
    )
    page.get_by_role("link", name="机构名录").click()
    page.get_by_role("link", name="登记机构").click()
    page.locator("#id_code").fill("QS-001")
    page.locator("#id_name").fill("岐山县蔡家坡镇卫生院")
    page.get_by_label("所在县（市、区）").select_option("610323")
    page.locator("#id_unit").select_option("SX-610323")
    page.locator("#id_kind").fill("C2")
    page.get_by_label("统一社会信用代码").fill("91350100M000100Y44")
    page.get_by_role("button", name="保存").click()
    page.wait_for_selector("text=校验位不符")
    page.get_by_label("统一社会信用代码").fill("91350100M000100Y43")
    page.get_by_role("button", name="保存").click()
    page.wait_for_selector("text=已登记岐山县蔡家坡镇卫生院")

    page.get_by_role("link", name="登记资质").click()
    page.get_by_label("资质类别").select_option("practice")
    page.get_by_label("证书编号").fill("PDY00001")
    page.get_by_label("有效期起").fill("2024-01-01")
    page.get_by_role("button", name="保存").click()
    page.wait_for_selector("text=PDY00001")
    look("registry-organisation")

    page.get_by_role("link", name="机构名录").last.click()
    page.wait_for_selector("text=岐山县蔡家坡镇卫生院")
    look("registry-organisations")
    assert Organisation.objects.get(code="QS-001").qualifications.count() == 1
    page.get_by_role("link", name="工作日历").click()
    page.wait_for_selector("h1")
    look("registry-calendar")


def test_the_province_decides_which_source_is_believed_first(served, orders, person, enter, look):  # noqa: F811
    rights = [("elderly", "view"), ("elderly", "review")]
    page = enter(person("sheng", at="610000", rights=rights, at_the_door=True, factor=True))
    page.get_by_role("link", name="来源优先次序").click()
    page.wait_for_selector("text=默认，待确认")
    look("registry-precedence")
    page.get_by_role("link", name=re.compile("修订.*居住区划")).click()
    page.get_by_label("民政系统").select_option("3")
    page.get_by_label("依据").fill("虚拟会议纪要〔2026〕1号")
    look("registry-precedence-revise")
    page.get_by_role("button", name="保存").click()
    page.wait_for_selector("text=已修订居住区划")
    page.wait_for_selector("text=虚拟会议纪要")
    look("registry-precedence-revised")


@pytest.mark.clause("C1", "C9")
def test_the_operating_team_sees_what_is_wrong_and_everybody_finds_the_manual(served, person, enter, look):
    page = enter(
        person(
            "yunwei",
            at="610323",
            kind="operator",
            rights=[("general", "operate")],
            at_the_door=True,
            factor=True,
        )
    )
    page.get_by_role("link", name="运行状况").click()
    page.wait_for_selector("text=没有进程在工作")
    look("operations-health")

    page.get_by_role("link", name="使用帮助").click()
    page.wait_for_selector(".prose img")
    look("operations-help")
    page.get_by_role("link", name="系统信息").click()
    page.wait_for_selector("text=elderly.health_check")
    look("operations-version")
    assert heading(page) == "安装的是哪个版本"
