"""The keeper's pages: one's own people, an outsider's number, and what is written down."""

import io
import tempfile

import pytest
import xlsxwriter
from tests.database import ready  # noqa: F401
from tests.database.accounts.conftest import invented_id

from qinkang.accounts.models import Right, User
from qinkang.accounts.roster import COLUMNS

pytestmark = pytest.mark.clause("C12")


@pytest.fixture
def keeper(person):
    """Give a keeper of 岐山县."""
    return person("keeper", keeps="610323")


def shown(answer) -> set[str]:
    """Return the user names of a list of accounts."""
    return {row["user"].username for row in answer.context["page"].rows}


def test_a_keeper_sees_the_accounts_of_the_unit_only(person, keeper):
    person("ours")
    person("theirs", at="610302")
    person("above", at="610300")

    assert shown(keeper.browser.get("/people/")) == {"keeper", "ours"}
    assert shown(keeper.browser.get("/people/?words=theirs")) == set()


def test_a_keeper_of_a_city_sees_its_counties(person):
    city = person("city", at="610300", keeps="610300")
    person("county", at="610323")
    person("elsewhere", at="610102")

    assert shown(city.browser.get("/people/")) == {"city", "county"}


@pytest.mark.parametrize(
    "deed", ["", "grant/", "transfer/", "disable/", "reset/", "force-out/", "recover/", "take/1/1/"]
)
def test_an_outsiders_account_is_not_there(deed, person, keeper):
    other = person("theirs", at="610302", rights=[("elderly", "view")])
    verb = keeper.browser.post if deed else keeper.browser.get

    assert verb(f"/people/{other.user.pk}/{deed}", {"unit": other.user.unit}).status_code == 404
    assert other.browser.get("/").status_code == 200
    assert Right.objects.filter(user=other.user, ended_at=None).count() == 1


@pytest.mark.parametrize("deed", ["disable/", "reset/", "force-out/"])
def test_nobody_manages_their_own_account(deed, keeper):
    keeper.browser.post(f"/people/{keeper.user.pk}/{deed}")

    assert "由另一位管理员办理" in keeper.browser.get("/people/").content.decode()


def test_reading_an_account_is_written_down(person, keeper, audited):
    li = person("li")
    keeper.browser.get(f"/people/{li.user.pk}/")

    assert ("read_account", "done", f"user:{keeper.user.pk}") in audited()


def test_a_one_time_password_is_shown_once_and_lets_in_once(person, keeper, audited):
    li = person("li")
    answer = keeper.browser.post(f"/people/{li.user.pk}/reset/")
    password = answer.context["made"][0]["password"]
    li.user.refresh_from_db()

    assert password in answer.content.decode()
    assert password not in keeper.browser.get(f"/people/{li.user.pk}/").content.decode()
    assert li.user.must_change_password
    assert li.browser.get("/").status_code == 302
    assert ("reset_password", "done", f"user:{keeper.user.pk}") in audited()


def workbook(*rows, head=COLUMNS) -> io.BytesIO:
    """Give a roster as a file."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([head, *rows]):
            sheet.write_row(number, 0, row)
    out.seek(0)
    out.name = "roster.xlsx"
    return out


def test_a_roster_makes_accounts_with_their_roles(keeper, approved):
    approved("老龄数据员")
    answer = keeper.browser.post("/people/roster/", {"file": workbook(
        ("陈静", "chenjing", invented_id(1), "岐山县卫生健康局", "老龄数据员"),
        ("周杰", "ZHOUJIE", invented_id(2), "SX-610323", ""),
    )})  # fmt: skip

    assert answer.status_code == 200
    assert User.objects.filter(username__in=["chenjing", "zhoujie"], must_change_password=True).count() == 2
    assert set(Right.objects.filter(user__username="chenjing").values_list("duty", flat=True)) == {
        "view",
        "enter",
    }


def test_a_roster_with_one_wrong_row_makes_nobody(keeper, person):
    known = person("known")
    User.objects.filter(pk=known.user.pk).update(username="taken")
    planted = "610323199901011234"
    answer = keeper.browser.post("/people/roster/", {"file": workbook(
        ("甲", "good", invented_id(1), "岐山县卫生健康局", ""),
        ("乙", "taken", invented_id(2), "岐山县卫生健康局", ""),
        ("丙", "same", invented_id(1), "岐山县卫生健康局", ""),
        ("丁", "far", invented_id(4), "渭滨区卫生健康局", ""),
        ("戊", "bad", planted, "不知何处", "老龄数据员"),
        ("", "x y", "", "", ""),
    )})  # fmt: skip

    assert answer.status_code == 400
    assert not User.objects.filter(username="good").exists()
    found = answer.context["found"].findings
    assert {row for row, _ in found} == {3, 4, 5, 6, 7}
    assert [says.partition("：")[0] for row, says in found if row == 6] == ["身份证件号码", "单位", "角色"]
    assert planted not in answer.content.decode()


def test_a_roster_without_its_columns_is_told_so(keeper):
    answer = keeper.browser.post("/people/roster/", {"file": workbook(("甲", "乙"), head=("姓名", "电话"))})

    assert "缺少列：用户名、身份证件号码、单位" in answer.content.decode()


def test_a_roster_is_not_written_to_disk(keeper, monkeypatch):
    # Larger than what is read in memory: it is refused, not put into a temporary file.
    big = io.BytesIO(b"PK\x03\x04" + b"0" * 3_000_000)
    big.name = "big.xlsx"

    made: list[object] = []
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", lambda *a, **k: made.append(a))
    monkeypatch.setattr(tempfile, "mkstemp", lambda *a, **k: made.append(a))

    answer = keeper.browser.post("/people/roster/", {"file": big})

    assert made == []
    assert "超过2 MB" in answer.context["form"].errors["file"][0]


def test_the_empty_roster_lists_the_units_one_keeps(keeper):
    answer = keeper.browser.get("/people/roster/template/")

    assert answer["Content-Type"].endswith("sheet")
    assert answer.content.startswith(b"PK")


def test_the_first_keeper_of_a_unit_comes_in_by_two_administrators(person, unit):
    system, security = person("system", kind="system"), person("security", kind="security")
    given = {
        "name": "王建国",
        "username": "first",
        "id_number": invented_id(9),
        "unit": unit("610000"),
        "kind": "staff",
    }

    made = system.browser.post("/offices/new-account/", given)
    assert made.status_code == 200
    assert Right.objects.filter(user__username="first").count() == 0
    appointed = security.browser.post("/offices/keepers/", {"username": "first", "unit": "SX-610000"})

    assert appointed.status_code == 302
    assert User.objects.get(username="first").keeps.filter(ended_at=None).count() == 1
