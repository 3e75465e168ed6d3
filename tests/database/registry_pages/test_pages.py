"""The register of institutions and the working days, kept by page and by workbook."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from qinkang.registry.models import Organisation

pytestmark = pytest.mark.usefixtures("register")
FACTS = {
    "code": "QS-001", "name": "岐山县蔡家坡镇卫生院", "county": "610323", "unit": "SX-610323", "kind": "C200",
    "valid_from": "2010-01-01",
}  # fmt: skip


@pytest.fixture
def reviewer(person):
    """Somebody who reviews in some line: `reviewer("610323")`."""
    return lambda at, **more: person(
        f"reviewer{at}",
        at=at,
        rights=[("elderly", "review"), ("elderly", "view")],
        factor=at == "610000",
        **more,
    )


def entered(by, **differs) -> Organisation:
    by.browser.post(reverse("registry:new"), FACTS | differs)
    return Organisation.objects.get(code=(FACTS | differs)["code"])


def words(by, name, *args, **query) -> str:
    whole = by.browser.get(reverse(f"registry:{name}", args=args), query).content.decode()
    return whole.partition("<h1")[0] + whole[whole.find('class="card') :]  # without messages of deeds before


def does(by, one, deed, **given):
    return by.browser.post(reverse("registry:deed", args=[one.pk, deed]), given)


def test_an_institution_is_entered_found_and_shown(reviewer):
    county = reviewer("610323")

    one = entered(county)

    assert one.name in words(county, "organisations")
    assert one.name in words(county, "organisations", text="蔡家坡")
    assert one.name not in words(county, "organisations", text="扶风")
    assert one.name not in words(county, "organisations", county="610324")
    assert one.unit.code == "SX-610323" and "岐山县" in words(county, "organisation", one.pk)


def test_what_cannot_be_right_is_told_and_not_entered(reviewer):
    answer = reviewer("610323").browser.post(
        reverse("registry:new"), FACTS | {"credit_code": "91350100M000100Y44"}
    )

    assert (answer.status_code, "校验位不符" in answer.content.decode()) == (400, True)
    assert not Organisation.objects.exists()


def test_a_former_name_still_finds_the_institution(reviewer):
    county = reviewer("610323")
    one = entered(county)

    does(county, one, "rename", name="岐山县蔡家坡镇中心卫生院", since="2026-01-01")

    page = words(county, "organisations", text="蔡家坡镇卫生院")
    assert "岐山县蔡家坡镇中心卫生院" in page
    assert "曾用名" in words(county, "organisation", one.pk)


def test_institutions_are_merged_and_closed_and_then_listed_apart(reviewer):
    county = reviewer("610323")
    stays, goes, ends = (entered(county, code=f"QS-{n}", name=f"岐山县第{n}卫生院") for n in "123")

    does(county, goes, "merge", into=stays.code, on="2026-01-01")
    does(county, ends, "close", last_day="2026-06-30")

    assert goes.name not in words(county, "organisations")
    gone = words(county, "organisations", state="gone")
    assert goes.name in gone and ends.name in gone and stays.name not in gone
    assert goes.name in words(county, "organisation", stays.pk)


def test_qualifications_are_entered_run_out_and_are_withdrawn(reviewer):
    county = reviewer("610323")
    one = entered(county)

    does(
        county,
        one,
        "qualification",
        kind="practice",
        number="PDY1",
        valid_from="2010-01-01",
        valid_until="2020-01-01",
    )
    does(county, one, "qualification", kind="maternal", number="MY2", valid_from="2024-01-01")
    page = words(county, "organisation", one.pk)
    assert "已过期" in page and "有效" in page

    does(county, one, "withdraw", qualification=one.qualifications.get(number="MY2").pk, since="2026-01-01")

    assert "已注销" in words(county, "organisation", one.pk)


def test_a_county_keeps_only_the_institutions_that_it_manages(reviewer):
    one = entered(reviewer("610323"))
    other = reviewer("610324")

    for deed in ("revise", "rename", "merge", "close", "qualification", "withdraw"):
        assert other.browser.get(reverse("registry:deed", args=[one.pk, deed])).status_code == 403
        assert does(other, one, deed, name="改名", since="2026-01-01").status_code == 403
    one.refresh_from_db()
    assert one.name == FACTS["name"]
    foreign = other.browser.post(reverse("registry:new"), FACTS | {"code": "X-1"})
    assert (foreign.status_code, Organisation.objects.count()) == (400, 1)
    assert "修改登记" not in words(other, "organisation", one.pk)


def test_the_register_goes_out_as_a_workbook_and_comes_in_again(reviewer):
    province = reviewer("610000")
    entered(province)
    content = province.browser.get(reverse("registry:workbook")).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["机构"]
    row = [cell.value for cell in sheet[2]]
    sheet.append(["QS-002", "岐山县凤鸣镇卫生院", *row[2:]])
    sheet.append(["QS-003", "岐山县某卫生院", None, None, None, "999999", *row[6:]])
    out = io.BytesIO()
    book.save(out)

    answer = province.browser.post(
        reverse("registry:import"), {"file": SimpleUploadedFile("名录.xlsx", out.getvalue())}
    )

    assert "新增1家" in answer.content.decode() and "999999" in answer.content.decode()
    assert sorted(Organisation.objects.values_list("code", flat=True)) == ["QS-001", "QS-002"]


def test_what_is_taken_away_is_what_the_list_shows(reviewer):
    county = reviewer("610323")
    stays, gone = entered(county), entered(county, code="QS-002", name="岐山县凤鸣镇卫生院")
    does(county, gone, "rename", name="岐山县凤鸣镇中心卫生院", since="2020-01-01")
    does(county, gone, "close", last_day="2026-06-30")

    def taken(**asked) -> list[str]:
        content = county.browser.get(reverse("registry:workbook"), asked).content
        rows = openpyxl.load_workbook(io.BytesIO(content))["机构"].iter_rows(min_row=2, values_only=True)
        return [row[0] for row in rows]

    assert taken() == [stays.code] and taken(state="gone", text="凤鸣") == [gone.code]
    assert taken(state="all") == [stays.code, gone.code] and taken(county="610324") == []
    page = county.browser.get(reverse("registry:organisations"), {"state": "all"}).content.decode()
    assert 'workbook/?state=all">下载名录（2 家）' in page


def test_only_the_province_brings_in_a_workbook_or_the_holidays(reviewer):
    city = reviewer("610300")

    for name in ("import", "enter_holidays"):
        assert city.browser.get(reverse(f"registry:{name}")).status_code == 403
        assert city.browser.post(reverse(f"registry:{name}"), {}).status_code == 403


def test_a_years_holidays_are_entered_and_shown(reviewer):
    province = reviewer("610000")
    given = {
        "year": 2027,
        "off": "2027-01-01 2027-02-08，2027-02-09",
        "worked": "2027-02-06",
        "source": "示例通知",
    }

    wrong = province.browser.post(reverse("registry:enter_holidays"), given | {"off": "2027-02-30"})
    assert "2027-02-30" in wrong.content.decode()
    province.browser.post(reverse("registry:enter_holidays"), given)

    page = words(province, "calendar")
    assert "02-08（一）" in page and "02-06（六）" in page and "示例通知" in page


def test_who_only_looks_cannot_change_anything(person, reviewer):
    one = entered(reviewer("610323"))
    looks = person("looks", at="610323", rights=[("elderly", "view")])

    assert one.name in words(looks, "organisation", one.pk)
    assert "登记机构" not in words(looks, "organisations")
    assert looks.browser.get(reverse("registry:new")).status_code == 403
