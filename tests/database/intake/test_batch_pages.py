"""Batches, receipts, findings and withdrawals: each officer sees those of their own part of the province."""

import psycopg
import pytest
from tests.database.intake.conftest import OTHER, text
from tests.database.ready import become

from qinkang.accounts.models import Notice, ToDo
from qinkang.intake.models import Batch, State, Withdrawal
from qinkang.intake.progress import telling


@pytest.fixture
def batch(province):
    return province.takes({"左侧收缩压": "999"}, {**OTHER, "体检日期": "2025-02-30"})


def test_a_batch_shows_its_counts_findings_and_receipts(batch, officer):
    browser = officer("610300", "view")

    page = text(browser.get(f"/elderly/batches/{batch.pk}/"))
    receipts = text(browser.get(f"/elderly/batches/{batch.pk}/receipts/"))
    rejected = text(browser.get(f"/elderly/batches/{batch.pk}/receipts/?standing=rejected"))

    assert "行数 2 接收 1 自动修正 1 提示 0 存疑 0 退回 1" in page and "C-52" in page
    assert "共 2 行" in receipts and "已新增" in receipts
    assert "共 1 行" in rejected and "退回" in rejected
    assert "撤回这个批次" not in page and "生成问题标注 " not in page.split("行回执")[1]


@pytest.mark.parametrize("page", ["", "state/", "receipts/"])
def test_strangers_find_no_batch(batch, officer, page):
    address = f"/elderly/batches/{batch.pk}/{page}"

    assert officer("610700", "view").get(address).status_code == 404
    assert officer("610323", "view").get(address).status_code == 404  # the city sent it
    assert officer("610300", "view").get(address).status_code == 200


def test_findings_are_narrowed_by_area_and_counted_by_area_and_month(batch, officer, unit):
    browser = officer("610300", "view")

    page = text(browser.get("/elderly/findings/"))
    ours = text(browser.get(f"/elderly/findings/?unit={unit('610323')}"))
    theirs = text(browser.get(f"/elderly/findings/?unit={unit('610324')}"))

    assert "按地区 现行问题，处 按地区 岐山县" in page
    assert "按收到的月份" in page and "2025年10月" in page
    assert "C-52" in ours and "没有现行的问题" in theirs


def test_a_county_sees_its_rows_findings_of_a_batch_that_the_city_sent(batch, officer):
    assert "C-52" in text(officer("610323", "view").get("/elderly/findings/"))
    assert "没有现行的问题" in text(officer("610324", "view").get("/elderly/findings/"))


def test_progress_is_seen_by_others_while_the_work_is_still_open(province, database_url, monkeypatch):
    monkeypatch.setattr("qinkang.intake.progress.EVERY", 0.0)
    before = become("qk_worker")

    with psycopg.connect(database_url("qk_web"), autocommit=True) as other:
        with province.acting(), telling("batch:1", 9_000) as tell:
            tell(3_000)
            seen = other.execute("SELECT rows, of FROM intake_progress WHERE subject = 'batch:1'").fetchall()
        after = other.execute("SELECT count(*) FROM intake_progress").fetchone()
    become(before)

    assert (seen, after) == ([(3_000, 9_000)], (0,))


def test_a_waiting_batch_says_how_far_it_is(province, officer, database_url):
    before = become("qk_worker")
    waiting = province.lands({}).batch
    become(before)
    browser = officer("610300", "view")
    with psycopg.connect(database_url("qk_owner"), autocommit=True) as owner:
        owner.execute(
            "INSERT INTO intake_progress (subject, rows, of, began_at, at) VALUES (%s, 3000, 9000, now(), now())",
            [f"batch:{waiting.pk}"],
        )
        page = text(browser.get(f"/elderly/batches/{waiting.pk}/state/"))
        owner.execute("TRUNCATE intake_progress")

    assert "已处理 3,000 / 9,000 行" in page and "约还需" in page
    assert "正在排队" in text(browser.get(f"/elderly/batches/{waiting.pk}/state/"))


def test_a_file_that_cannot_be_read_waits_for_its_sender(province):
    before = become("qk_worker")
    province.lands_bytes(b"%PDF-1.7", confirmed=False)
    become(before)
    province.works()

    found = ToDo.objects.get(kind="batch_unreadable", settled_at=None)
    assert found.link.startswith("/elderly/batches/") and "PDF" in found.more


def asked_for(province, browser, batch) -> Withdrawal:
    browser.post(f"/elderly/batches/{batch.pk}/withdraw/")
    province.works()
    with province.acting():
        found = Withdrawal.objects.get(batch=batch)
    browser.post(f"/elderly/batches/withdrawals/{found.pk}/ask/", {"because": "报错了县"})
    return found


def test_a_batch_is_taken_back_by_two_people(province, batch, officer):
    asker, approver = officer("610300", "view", "enter"), officer("610300", "view", "review")
    found = asked_for(province, asker, batch)
    address = f"/elderly/batches/withdrawals/{found.pk}/"
    assert ToDo.objects.filter(kind="withdrawal_to_decide", settled_at=None).count() == 1
    page = text(approver.get(address))
    assert "撤回新增记录 1" in page and "报错了县" in page and "批准并撤回" in page

    approver.post(f"{address}decide/", {"do": "approve"})
    province.works()

    assert province.batch(batch).state == State.WITHDRAWN
    assert "随批次撤回" in text(asker.get(f"/elderly/batches/{batch.pk}/receipts/"))
    assert not ToDo.objects.filter(kind="withdrawal_to_decide", settled_at=None).exists()
    assert Notice.objects.filter(kind="withdrawal_done").count() == 1
    assert "没有现行的问题" in text(asker.get("/elderly/findings/"))


def test_whoever_asked_does_not_approve_and_strangers_do_nothing(province, batch, officer, person):
    both = person(
        "both", at="610300", rights=[("elderly", one) for one in ("view", "enter", "review")]
    ).browser
    found = asked_for(province, both, batch)
    address = f"/elderly/batches/withdrawals/{found.pk}/"

    own = both.post(f"{address}decide/", {"do": "approve"}, follow=True)
    outsider = officer("610700", "view", "enter", "review")

    assert "申请人不能审批自己的申请" in text(own)
    assert outsider.get(address).status_code == outsider.get(f"{address}state/").status_code == 404
    for page, given in (("ask", {"do": "drop"}), ("decide", {"do": "approve"})):
        assert outsider.post(f"{address}{page}/", given).status_code == 404
    assert outsider.post(f"/elderly/batches/{batch.pk}/withdraw/").status_code == 404
    with province.acting():
        assert Batch.objects.get(pk=batch.pk).state == State.STORED
        assert Withdrawal.objects.get().state == "asked"
