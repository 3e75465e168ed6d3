"""The stock worked by page: clerks, a second pair of eyes, the hospital that signs, and those who only look."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.database.maternal.conftest import DAY, forget_decisions, span

from qinkang.accounts.scope import Scope
from qinkang.maternal import actions
from qinkang.maternal.models import Consignment, Letter, Slip
from qinkang.maternal.models.movement import Reason, Use
from qinkang.reports.exports import Wanted, offered

pytestmark = pytest.mark.clause("M0")
ALL = ("view", "issue", "review")


@pytest.fixture
def officer(house, person):
    """Somebody of a unit: `officer("610323")` with every duty, or with some."""
    numbers = iter(range(99))

    def make(at, *duties):
        rights = [("maternal", duty) for duty in duties or ALL]
        return person(f"officer{next(numbers)}", at=at, rights=rights, factor=at == "610000")

    return make


def says(by, name, *args, **query) -> str:
    answer = by.browser.get(reverse(f"maternal:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def does(by, name, *args, **given) -> str:
    answer = by.browser.post(reverse(f"maternal:{name}", args=args), given, follow=True)
    return answer.content.decode()


def the_slip(house) -> Slip:
    with house.acting("省"):
        return Slip.objects.order_by("-pk")[0]


def test_a_range_is_entered_and_confirmed_by_two_people(house, officer):
    clerk, second = officer("610000"), officer("610000")
    entered = {
        "unit": house["省"], "kind": "delivery", "first": "z610000001", "last": "Z６１００００１００", "document": "入库单7",
    }  # fmt: skip

    assert "等待另一人复核" in does(clerk, "receive", **entered)
    with house.acting("省"):
        one = Consignment.objects.get()
    assert "待另一人复核" in says(clerk, "receipts")
    assert "双人核对" in does(clerk, "decide_receipt", one.pk)
    assert "复核入库" in says(second, "receipts")
    does(second, "decide_receipt", one.pk)

    assert house.stock() == [("省", "库存", "1–100")]
    page = says(clerk, "stock")
    assert "Z610000001" in page and ">100<" in page


def test_what_cannot_be_right_about_a_range_is_said_and_kept_in_the_form(house, officer):
    house.receive(span(200, 300))
    clerk = officer("610000")

    for first, last, said in (
        ("Z610000O01", "Z610000100", "是否应为 Z610000001？"),
        ("Z610000001", "Y610000100", "字冠不同"),
        ("Z610000100", "Z610000001", "小于起始编号"),
        ("Z61000001", "", "共10位"),
        ("0610000001", "", "是否应为 O610000001？"),
        ("Z320000001", "Z320000100", "不是61（陕西）"),
        ("Z610000001", "Z610009999", "包含已入库的号段 Z610000200–Z610000300"),
        ("W610000001", "", "停用"),
    ):
        given = {"unit": house["省"], "kind": "delivery", "first": first, "last": last, "document": "单"}
        answer = clerk.browser.post(reverse("maternal:receive"), given)
        page = answer.content.decode()
        assert (answer.status_code, said in page, f'value="{first}"' in page) == (400, True, True), first
    with house.acting("省"):
        assert Consignment.objects.count() == 1


def test_a_county_hands_down_and_the_hospital_signs(house, officer):
    house.receive(span(1, 100))
    house.hand(span(1, 50), "省", "宝鸡", "岐山")
    clerk, second, hospital = officer("610323"), officer("610323"), officer("甲院")

    does(
        clerk, "hand_down", unit=house["岐山"], receiver=house["甲院"], first="Z610000001", last="Z610000020"
    )
    slip = the_slip(house)
    assert "请由另一人登录办理" in says(clerk, "slip", slip.pk)
    assert "清点签收" not in says(hospital, "slip", slip.pk)
    does(second, "check_slip", slip.pk)
    assert "待签收" in says(hospital, "stock")
    assert "清点结果与单据不符" in does(hospital, "sign_slip", slip.pk, counted=19, first="Z610000001")
    does(hospital, "sign_slip", slip.pk, counted=20, first="Z610000001")

    assert house.stock("甲院") == [("甲院", "库存", "1–20")]
    assert "已完成" in says(clerk, "slips")
    told = says(clerk, "number", number="Z610000005")
    assert all(word in told for word in ("甲院", "签收", "出库", "入库", "Z610000001–Z610000020"))


def test_voided_sheets_are_handed_up_together(house, officer):
    house.receive(span(1, 100))
    house.hand(span(1, 50), "省", "宝鸡", "岐山", "甲院")
    hospital, county = officer("甲院"), officer("610323")

    given = {"unit": house["甲院"], "reason": Reason.DAMAGED}
    does(hospital, "void", first="Z610000003", **given)
    does(hospital, "void", first="Z610000008", last="Z610000009", **given)
    assert "请在说明中写明经过" in does(
        hospital, "void", first="Z610000010", **given | {"reason": Reason.STOLEN}
    )
    does(hospital, "submit", unit=house["甲院"])
    slip = the_slip(house)
    does(county, "sign_slip", slip.pk, counted=3, first="Z610000003")

    up = [row for row in house.stock() if row[1] == "已上缴"]
    assert up == [("岐山", "已上缴", "3–3"), ("岐山", "已上缴", "8–9")]
    assert "没有可以办理的废证" in does(hospital, "submit", unit=house["甲院"])


def test_the_overview_warns_of_voids_old_letters_and_numbers_passed_over(house, officer):
    house.receive(span(1, 100))
    house.receive(span(1, 9, "W"), kind="opening")
    house.hand(span(1, 50), "省", "省院")
    for number in ("Z610000001", "Z610000005"):
        house.does("省院", actions.take, number, holder=house["省院"], use=Use.FIRST)
    house.does("省院", actions.void, span(9, 9), holder=house["省院"], reason=Reason.FILLED)

    page = says(officer("610000"), "stock")

    assert "省院今年废证率 33.3%，超过 1%" in page
    assert "字冠 W 现在不允许使用，仍有 9 张空白证未清理" in page
    assert "有 3 张空白证被跳号" in page
    assert "Z610000002" in says(officer("省院"), "gaps")


def test_a_number_that_is_none_is_explained_and_never_changed_in_silence(house, officer):
    house.receive(span(1, 9))
    someone = officer("610000")

    for typed, said in (
        ("Z61000000O1", "共10位"),
        ("Z61000000O", "改查 Z610000000"),
        ("1610000001", "改查 I610000001"),
        ("Z610000099", "没有经手过这张证"),
    ):
        page = says(someone, "number", number=typed)
        assert said in page and "流转记录" not in page, typed


def test_the_yearly_form_and_its_workbook_say_the_same(house, officer):
    house.receive(span(1, 100))
    house.hand(span(1, 50), "省", "省院")
    house.does("省院", actions.take, "Z610000001", holder=house["省院"], use=Use.FIRST)

    page = says(officer("610000"), "year", year="2026")
    with house.acting("省"):
        wanted = Wanted({"year": "2026"}, Scope((house["省"],)), DAY, False)
        offer = offered("maternal.year")
        rows = {row[0]: row[1:] for row in offer.rows(wanted, offer.keys(wanted))}

    assert "账实相符" in page and "2026年出生医学证明使用情况年度统计表" in page
    assert rows["省院"][:3] == (0, 50, 1) and rows["省院"][14] == 49
    assert rows["合计"][:3] == (0, 100, 1) and rows["合计"][14] == 99


@pytest.mark.clause("M4")
def test_the_province_keeps_the_letters_and_others_read_them(house, officer, database_url):
    province, county = officer("610000"), officer("610323")
    given = {
        "letter": "Z", "printed_year": 2025, "edition": 7, "valid_from": "2025-01-01", "valid_until": "", "source": "通知",
    }  # fmt: skip

    assert "省级约定（默认" in says(county, "letters")
    assert "默认值，不是国家规定" in says(province, "letters")
    answer = county.browser.post(reverse("maternal:change_letter"), given)
    assert answer.status_code == 403
    assert "大写字母" in does(province, "change_letter", **given | {"letter": "z"})
    try:
        assert "字冠 Z 已修订" in does(province, "change_letter", **given)
        assert "修订前的规定" in says(county, "letters")
    finally:
        forget_decisions(database_url("qk_owner"))
    assert Letter.objects.filter(letter="Z").count() == 1


def test_who_only_looks_is_offered_no_deed(house, officer):
    house.receive(span(1, 100))
    looker = officer("610000", "view")

    page = says(looker, "stock")

    assert "Z610000001" in page
    assert not any(reverse(f"maternal:{name}") in page for name in ("hand_down", "void", "receive"))
    assert looker.browser.post(reverse("maternal:void"), {}).status_code == 403


def test_the_outsider_sees_and_does_nothing(house, officer):
    house.receive(span(1, 100))
    house.hand(span(1, 50), "省", "宝鸡", "岐山")
    slip = house.open_down(span(1, 5), "岐山", "甲院")
    outsider = officer("610324")

    assert "还没有空白证" in says(outsider, "stock")
    assert "没有经手过这张证" in says(outsider, "number", number="Z610000001")
    assert outsider.browser.get(reverse("maternal:slip", args=[slip.pk])).status_code == 404
    for name in ("check_slip", "sign_slip", "take_back"):
        answer = outsider.browser.post(
            reverse(f"maternal:{name}", args=[slip.pk]), {"said": "不", "do": "refuse"}
        )
        assert answer.status_code == 404, name
    for name in ("stock", "gaps", "year", "slips", "receipts"):
        address = reverse(f"maternal:{name}")
        assert outsider.browser.get(address, {"unit": house["岐山"]}).status_code == 404, name
    given = {"unit": house["岐山"], "receiver": house["甲院"], "first": "Z610000010", "last": ""}
    assert outsider.browser.post(reverse("maternal:hand_down"), given).status_code == 400
    assert the_slip(house).pk == slip.pk


def test_a_superior_looks_at_a_unit_below_and_comes_back(house, officer):
    house.receive(span(1, 100))
    house.hand(span(1, 50), "省", "宝鸡", "岐山")
    city = officer("610300")

    page = says(city, "stock", unit=house["岐山"])

    assert "岐山县卫生健康局" in page and f"?unit={house['宝鸡']}" in page
    assert reverse("maternal:hand_down") not in page
