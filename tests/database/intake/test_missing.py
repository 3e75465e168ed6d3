"""全量: what a full file lacks is asked about and never assumed deleted."""

import pytest
from tests.database.intake.conftest import OTHER, text

from qinkang.accounts.models import ToDo
from qinkang.intake.models import MissingRecord

THIRD = {"体检编号": "QS-3", "姓名": "上官试验", "身份证号": "61032319500303006X"}
PAGE = "/elderly/missing/"


@pytest.fixture
def asked(province):
    """Two of three records were missing from a full file."""
    province.takes({}, OTHER, THIRD)
    province.agrees(whole=True)
    province.takes({"版本号": "2"}, at="2025-11-30")
    return province


def answers(province) -> list[str]:
    with province.acting():
        return list(MissingRecord.objects.order_by("id").values_list("answer", flat=True))


def standings(province) -> list[str]:
    return [standing for (standing,) in province.records("standing")]


def waiting() -> list[int]:
    return list(
        ToDo.objects.filter(kind="missing_to_answer", settled_at=None).values_list("count", flat=True)
    )


def test_missing_records_stay_and_somebody_is_asked(asked, officer):
    page = text(officer("610300", "view", "enter").get(PAGE))

    assert standings(asked) == ["accepted"] * 3
    assert answers(asked) == ["open", "open"] and waiting() == [2]
    assert "诸葛*验" in page and "上官*验" in page and "欧阳" not in page and "诸葛试验" not in page


def test_an_incremental_file_asks_nothing(province):
    province.takes({}, OTHER)
    province.agrees(whole=False)
    province.takes({"版本号": "2"})

    assert answers(province) == []


def test_a_rejected_row_is_not_missing(province):
    province.takes({}, OTHER)
    province.agrees(whole=True)
    province.takes({}, {**OTHER, "版本号": "2", "体检日期": "2025-02-30"})

    assert answers(province) == []


def test_what_is_void_is_withdrawn_with_its_reason_and_told_to_the_nation(asked, officer):
    from qinkang.records.models import Outbox

    with asked.acting():
        Outbox.objects.update(state="delivered")
        first = MissingRecord.objects.order_by("id").first().pk
    browser = officer("610300", "view", "enter")

    refused = browser.post(PAGE, {"record": [first], "do": "void"}, follow=True)
    browser.post(PAGE, {"record": [first], "do": "void", "because": "已去世"})
    asked.works()

    assert "作废要写明理由" in text(refused)
    assert answers(asked) == ["void", "open"] and waiting() == [1]
    assert standings(asked) == ["accepted", "withdrawn", "accepted"]
    assert asked.announced()[-1] == (2, "withdraw", "waiting")


def test_all_are_answered_at_once_and_not_asked_again_until_they_were_sent_again(asked, officer):
    officer("610300", "view", "enter").post(PAGE, {"all": "1", "do": "valid"})
    assert answers(asked) == ["valid", "valid"] and waiting() == []

    asked.takes({"版本号": "3"}, at="2025-12-30")
    assert answers(asked) == ["valid", "valid"]

    asked.takes({"版本号": "4"}, OTHER, at="2026-01-30")
    asked.takes({"版本号": "5"}, at="2026-02-28")
    assert answers(asked) == ["returned", "valid", "open"]


def test_strangers_neither_see_nor_answer(asked, officer):
    outsider = officer("610700", "view", "enter")

    outsider.post(PAGE, {"all": "1", "do": "void", "because": "x"})

    assert "没有缺少的记录" in text(outsider.get(PAGE))
    assert answers(asked) == ["open", "open"]
