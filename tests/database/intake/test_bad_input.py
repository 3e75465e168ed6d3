"""Bad input at the other doors: landing, the watched folder, the upload page, the interface for programs.

Each time: a sentence that says what to do, the good rows taken in, no trace of anybody in log or page.
"""

import logging
import os
import time
from dataclasses import dataclass

import pytest
from tests.bad_input import (
    FILES,
    GOOD,
    PLANTED,
    ROWS,
    bytes_of,
    long_table,
    records,
    sparse_table,
    spoilt_rows,
    table,
)  # fmt: skip
from tests.database.intake.conftest import DATASET, a_file, text
from tests.database.pipeline.test_interface import Program
from tests.database.ready import become

from qinkang.intake.models import Batch, Contract, Receipt, State, Upload
from qinkang.pipeline import dropped

pytestmark = pytest.mark.clause("E7")

AGAIN = {"体检编号": "QS-2", "版本号": "2", "左侧收缩压": "150"}


@dataclass
class Door:
    """A way in. `brings` lets a file arrive and be worked on, and gives the batch, or None where none came of it."""

    province: object
    browser: object
    page: str = ""

    def brings(self, content, name="报送.csv"):
        """Bring a file in; nothing comes of a file that the door itself refuses."""
        self.arrives(content, name)
        self.province.works()
        return self.newest()

    def newest(self):
        """The batch that came last."""
        with self.province.acting():
            return Batch.objects.order_by("-id").first()

    def answer(self, batch) -> str:
        """What people read about it."""
        return text(self.opened(f"/elderly/batches/{batch.pk}/"))

    def opened(self, address):
        """Open a page that must be whole."""
        answer = self.browser.get(address)
        assert answer.status_code == 200, address
        assert b"<script>alert" not in answer.content
        return answer


class Landing(Door):
    """As programs of ours bring it."""

    def arrives(self, content, name):
        """Land it."""
        before = become("qk_worker")
        self.province.lands_bytes(content, confirmed=False)
        become(before)


class Folder(Door):
    """As a sender's system puts it down."""

    def arrives(self, content, name):
        """Put it down some time ago, and let the worker look."""
        path = dropped.folder() / "BJ" / DATASET / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (time.time() - 60,) * 2)
        before = become("qk_worker")
        assert dropped.take_up() == 1
        become(before)
        assert "已接收" in path.with_name(path.name + dropped.RECEIVED).read_text(encoding="utf-8")


class Page(Door):
    """As an officer uploads it: tried first, then taken in."""

    upload = None

    def arrives(self, content, name):
        """Upload it, look at what would happen, and take it in where that is offered."""
        given = {
            "contract": Contract.objects.get(dataset=DATASET).pk,
            "kind": "live",
            "file": a_file(content, name),
        }
        sent = self.browser.post("/elderly/upload/", given)
        self.upload, self.page = None, text(sent)
        if sent.status_code != 302:
            return
        self.province.works()
        self.page = text(self.opened(sent["Location"]))
        with self.province.acting():
            self.upload = Upload.objects.get(pk=int(sent["Location"].split("/")[-2]))
        self.browser.post(sent["Location"], {"do": "commit"})

    def newest(self):
        """The batch, where the file was taken in."""
        return super().newest() if self.upload and self.upload.trial else None


@pytest.fixture(params=[Landing, Folder, Page], ids=lambda door: door.__name__.lower())
def door(request, province, officer, tmp_path, monkeypatch, caplog, capfd):
    """Give a door of 宝鸡市, whose columns are confirmed; afterwards nothing of anybody stands in the logs."""
    monkeypatch.setenv("QK_DROP", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    province.agrees()
    before = become("qk_worker")
    province.confirms(table({}))
    become(before)
    yield request.param(province, officer("610300", "view", "enter"))
    told = capfd.readouterr()
    logged = caplog.text + told.out + told.err
    assert [one for one in PLANTED if one in logged] == []
    assert "Traceback" not in logged


def test_bad_files_are_answered_in_a_sentence_and_disturb_nothing(door):
    for drawn in FILES:
        what, before = drawn["what"], door.newest()
        batch = door.brings(bytes_of(what), f"{what}.csv")
        batch = None if batch == before else batch

        read = door.page + (door.answer(batch) if batch else "")
        assert drawn["says"] in read, what
        assert [one for one in PLANTED if one in read] == [], what
        if drawn["accepted"]:
            came = (batch.state, batch.accepted, batch.rejected)
            assert came == (State.STORED, int(drawn["accepted"]), int(drawn["rejected"])), what
        elif batch:
            assert batch.state in (State.UNREADABLE, State.UNMAPPED), what
    with door.province.acting():
        rows = Batch.objects.values_list("rows", flat=True)
        assert Receipt.objects.count() == sum(rows)


def test_a_quote_that_is_never_closed_far_down_costs_that_one_line(door):
    batch = door.brings(sparse_table(90_000, every=2_000), "长表.csv")

    assert (batch.state, batch.rows, batch.accepted, batch.rejected) == (State.STORED, 48, 47, 1)
    assert len(door.province.records("source_no")) == 47
    standings = {row: standing for row, standing, _ in door.province.receipts(batch)}
    assert [row for row, standing in standings.items() if standing == "rejected"] == [90_000]
    assert {88_000, 90_001, 90_003} <= set(standings)
    with door.province.acting():
        said = batch.finding_set.filter(row_number=90_000).values_list("rule", "severity")
        assert list(said) == [("R-01", "reject")]
    of_batch = f"/elderly/batches/{batch.pk}/receipts/?standing=rejected"
    assert "90,000" in text(door.opened(of_batch))


def test_bad_rows_have_receipts_and_findings_and_the_good_ones_are_stored(door):
    batch = door.brings(table(*spoilt_rows()))

    standings = {row: standing for row, standing, _ in door.province.receipts(batch)}
    stored = {number for (number,) in door.province.records("source_no")}
    with door.province.acting():
        of_rows = batch.finding_set.exclude(row_number=None)
        found = {
            (row, rule): value for row, rule, value in of_rows.values_list("row_number", "rule", "value")
        }
    assert not [row for row, _ in found if row % 2 == 0]
    assert {standings[row] for row in standings if row % 2 == 0} == {"accepted"}
    for place, drawn in enumerate(ROWS, 1):
        row, what = 2 * place + 1, drawn["what"]
        assert standings[row] == drawn["standing"], what
        assert (f"QS-{2 * place - 1:04d}" in stored) == (drawn["standing"] != "rejected"), what
        assert f"QS-{2 * place:04d}" in stored, what
        rules = {rule: value for (at, rule), value in found.items() if at == row}
        assert rules.get(drawn["rule"]) == drawn["shown"] if drawn["rule"] else rules == {}, what
    of_batch = f"/elderly/batches/{batch.pk}/"
    for address in (of_batch, f"{of_batch}receipts/", f"/elderly/findings/?batch={batch.pk}"):
        page = door.opened(address).content.decode()
        assert [one for one in PLANTED if one in page] == []
        unsaid = [row["rule"] for row in ROWS if row["rule"] not in page]
        assert unsaid == [] or address.endswith("receipts/")


def test_a_file_brought_twice_is_one_batch(door):
    first = door.brings(table({}), "一.csv")

    again = door.brings(table({}), "二.csv")

    assert again.pk == first.pk
    assert [number for (number,) in door.province.records("source_no")] == ["QS-1"]


def test_an_older_version_after_a_newer_one_changes_nothing_and_its_receipt_says_so(door):
    door.brings(table(GOOD | AGAIN))

    old = door.brings(table(GOOD | AGAIN | {"版本号": "1", "左侧收缩压": "120"}))

    assert door.province.receipts(old) == [(2, "accepted", "ignored")]
    assert door.province.records("source_version", "sbp_left") == [(2, 150.0)]
    assert "已有更新版本" in text(door.opened(f"/elderly/batches/{old.pk}/receipts/"))


def test_a_name_of_a_file_is_shown_and_never_run(door):
    batch = door.brings(table({}), "<script>alert(1)<／script>.csv")

    for address in (f"/elderly/batches/{batch.pk}/", "/elderly/batches/", "/elderly/upload/"):
        door.opened(address)


@pytest.fixture
def program(province, caplog, capfd):
    """Give a sender's program; afterwards nothing of anybody stands in the logs."""
    caplog.set_level(logging.DEBUG)
    before = become("qk_worker")
    yield Program(province)
    become(before)
    told = capfd.readouterr()
    logged = caplog.text + told.out + told.err
    assert [one for one in PLANTED if one in logged] == []


def test_a_program_that_sends_a_file_is_told_what_a_message_is(program):
    for drawn in FILES:
        for address in (f"/api/v1/datasets/{DATASET}/batches/b/1", f"/api/v1/datasets/{DATASET}/check"):
            came = program.calls("post", address, bytes_of(drawn["what"]))

            assert came.status_code == 400, drawn["what"]
            assert came["Content-Type"] == "application/problem+json"
            assert came.json()["detail"].endswith("。")
            assert [one for one in PLANTED if one in came.content.decode()] == []
    with program.province.acting():
        assert not Batch.objects.exists()


def test_a_program_that_sends_a_long_table_is_told_what_a_message_is(program):
    came = program.calls("put", f"/api/v1/datasets/{DATASET}/batches/b/1", long_table(100_000, 90_000))

    assert (came.status_code, came["Content-Type"]) == (413, "application/problem+json")
    assert came.json()["detail"].endswith("。")
    with program.province.acting():
        assert not Batch.objects.exists()


def test_a_program_hears_of_each_bad_row_before_and_after_sending(program):
    tried = program.calls("post", f"/api/v1/datasets/{DATASET}/check", records())
    sent = program.calls("put", f"/api/v1/datasets/{DATASET}/batches/b/1", records())
    program.province.works()
    told = program.calls("get", f"/api/v1/batches/{sent.json()['batch']}/receipts")

    receipts = told.json()["receipts"]
    before = [
        [one for one in tried.json()["findings"] if one["row"] == place + 1] for place in range(len(receipts))
    ]
    assert [one["findings"] for one in receipts[::2]] == [[]] * (len(ROWS) + 1)
    for receipt, found, drawn in zip(receipts[1::2], before[1::2], ROWS, strict=True):
        assert receipt["standing"] == drawn["standing"], drawn["what"]
        for those in (receipt["findings"], found):
            said = {one["rule"]: one for one in those}
            if not drawn["rule"]:
                assert said == {}, drawn["what"]
                continue
            assert said[drawn["rule"]]["value"] == drawn["shown"], drawn["what"]
            assert said[drawn["rule"]]["suggestion"].endswith("。")
    read = told.content.decode() + tried.content.decode()
    assert [one for one in PLANTED if one in read] == []
