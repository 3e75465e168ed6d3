"""列对照: confirmed by a person once for each sender, kept with who and when, changed by whoever may."""

import pytest
from tests.database.intake.conftest import DATASET, csv_of, text
from tests.database.pipeline.conftest import GOOD
from tests.database.ready import become

from qinkang.accounts.models import ToDo
from qinkang.intake.models import Batch, Contract, Sender, State

HEADER = [*GOOD, "内部备注"]


@pytest.fixture
def waiting(province):
    """A batch of 宝鸡市 waits for its columns."""
    before = become("qk_worker")
    province.lands_bytes(csv_of({"内部备注": "610323194912310021"}, columns=HEADER), confirmed=False)
    become(before)
    province.works()
    return Sender.objects.get(code="BJ")


def address(sender) -> str:
    return f"/elderly/batches/columns/{sender.pk}/{DATASET}/"


def typed(**differs) -> dict[str, str]:
    """What the form sends: every column by its place."""
    titles = {**{title: title for title in HEADER}, "身份证号": "身份证件号码", "内部备注": "", **differs}
    return {f"column-{place}": titles[title] for place, title in enumerate(HEADER)}


def test_what_waits_is_shown_masked_and_of_unknown_columns_only_the_shape(waiting, officer):
    page = text(officer("610300", "view", "enter").get(address(waiting)))

    assert "欧阳*验" in page and "欧阳试验" not in page
    assert "18位数字" in page and "610323194912310021" not in page


def test_somebody_is_asked_and_when_it_is_confirmed_nobody_any_more(province, waiting, officer):
    assert ToDo.objects.filter(kind="columns_to_confirm", settled_at=None).count() == 1
    browser = officer("610300", "view", "enter")

    answer = browser.post(address(waiting), typed(), follow=True)
    province.works()

    assert "已确认" in text(answer)
    assert not ToDo.objects.filter(kind="columns_to_confirm", settled_at=None).exists()
    with province.acting():
        assert Batch.objects.get().state == State.STORED
    contract = Contract.objects.get()
    assert contract.columns["身份证号"] == "id_no" and contract.columns["内部备注"] is None
    assert contract.confirmed_by.startswith("user:") and contract.confirmed_at


@pytest.mark.parametrize(
    ("differs", "says"),
    [
        ({"左侧舒张压": "左侧收缩压"}, "“左侧收缩压”、“左侧舒张压”都对应“左侧收缩压”"),
        ({"姓名": ""}, "关键字段“姓名”还没有对应的列"),
        ({"内部备注": "血糖仪"}, "没有“血糖仪”这个字段"),
    ],
)
def test_what_cannot_be_is_not_confirmed_and_says_the_remedy(province, waiting, officer, differs, says):
    answer = officer("610300", "view", "enter").post(address(waiting), typed(**differs))

    assert answer.status_code == 400 and says in text(answer)
    with province.acting():
        assert Batch.objects.get().state == State.UNMAPPED
    assert not Contract.objects.filter(columns__isnull=False).exists()


def test_a_later_file_with_a_new_column_that_is_only_guessed_waits_and_shows_what_is_new(
    province, waiting, officer
):
    browser = officer("610300", "view", "enter")
    browser.post(address(waiting), typed())
    province.works()
    before = become("qk_worker")
    province.lands_bytes(
        csv_of({"本人联系电话号": "13991700001"}, columns=[*GOOD, "本人联系电话号"]), confirmed=False
    )
    become(before)

    province.works()

    with province.acting():
        assert Batch.objects.order_by("id").last().state == State.UNMAPPED
    page = text(browser.get(address(waiting)))
    assert "有 1 个新的列" in page and "本人联系电话号 新" in page


def test_a_later_file_whose_new_column_says_what_it_is_goes_on(province, waiting, officer):
    officer("610300", "view", "enter").post(address(waiting), typed())
    province.works()
    before = become("qk_worker")
    province.lands_bytes(csv_of({"出生日期": "1949-12-31"}, columns=[*GOOD, "出生日期"]), confirmed=False)
    become(before)

    province.works()

    with province.acting():
        assert Batch.objects.order_by("id").last().state == State.STORED


def test_nobody_confirms_for_senders_of_other_units(waiting, officer):
    outsider = officer("610700", "view", "enter")

    assert outsider.get(address(waiting)).status_code == 404
    assert outsider.post(address(waiting), typed()).status_code == 404
    assert officer("610000", "view", "enter").get(address(waiting)).status_code == 200


@pytest.mark.parametrize("dataset", ["maternal.birth", "elderly.nothing"])
def test_data_sets_of_other_lines_are_not_found(waiting, officer, dataset):
    browser = officer("610300", "view", "enter")

    assert browser.get(f"/elderly/batches/columns/{waiting.pk}/{dataset}/").status_code == 404
