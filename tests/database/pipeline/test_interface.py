"""A sender's program at the interface: who it is, rows in, receipts out. All persons are invented."""

import base64
import json
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.test import Client as Browser
from tests.database.ready import become

from qinkang.intake.clients import end_client, make_client, renew_secret
from qinkang.kernel import clock

DATASET = "elderly.health_check"
BATCHES = f"/api/v1/datasets/{DATASET}/batches"
GOOD = {
    "source_no": "QS-1", "source_version": 1, "operation": "1", "name": "欧阳试验", "id_no": "610323194912310021",
    "sex": "2", "live_region": "610323101", "check_date": "2025-03-01", "org": "岐山县蔡家坡镇卫生院",
    "doctor": "李医生", "sbp_left": 130, "dbp_left": 80, "symptoms": ["2", "3"],
    "drugs": [{"name": "氨氯地平片"}, {"name": "二甲双胍片"}],
}  # fmt: skip


@contextmanager
def on_the_web():
    """Be the role of the pages for a while."""
    before = become("qk_web")
    yield
    become(before)


class Program:
    """A program of the sender BJ."""

    def __init__(self, province, code="BJ", datasets=(DATASET,)):
        self.province = province
        sender = province.sender(code)
        with on_the_web():
            self.client, self.secret = make_client(sender, datasets, by=province.by)
        self.http = Browser()
        self.http.defaults["HTTP_AUTHORIZATION"] = ""
        self.token = None

    def asks_token(self, secret=None, **form):
        basic = base64.b64encode(f"{self.client.client_id}:{secret or self.secret}".encode()).decode()
        return self.as_web(
            "post",
            "/api/v1/token",
            {"grant_type": "client_credentials", **form},
            HTTP_AUTHORIZATION=f"Basic {basic}",
        )

    def as_web(self, verb, address, *words, **more):
        with on_the_web():
            return getattr(self.http, verb)(address, *words, **more)

    def calls(self, verb, address, content=None, token=None):
        if self.token is None:
            self.token = self.asks_token().json()["access_token"]
        body = {} if content is None else {
            "data": content if isinstance(content, bytes) else json.dumps(content).encode(),
            "content_type": "application/json",
        }  # fmt: skip
        return self.as_web(verb, address, HTTP_AUTHORIZATION=f"Bearer {token or self.token}", **body)


@pytest.fixture
def program(province):
    return Program(province)


def test_rows_come_in_and_each_has_its_receipt(program, province):
    told = program.calls("put", f"{BATCHES}/20251031/1", [GOOD, {**GOOD, "source_no": "QS-2", "name": None}])

    assert (told.status_code, told.json()["state"], told.json()["rows"]) == (202, "landed", 0)
    province.takes_in()
    number = told.json()["batch"]
    state = program.calls("get", f"/api/v1/batches/{number}").json()
    assert (state["state"], state["rows"], state["accepted"], state["rejected"]) == ("stored", 2, 1, 1)
    receipts = program.calls("get", f"/api/v1/batches/{number}/receipts").json()
    first, second = receipts["receipts"]
    assert (first["row_number"], first["source_no"], first["standing"], first["outcome"]) == (
        1, "QS-1", "accepted", "inserted",
    )  # fmt: skip
    assert second["standing"] == "rejected"
    assert "name" in {one["field"] for one in second["findings"] if one["severity"] == "reject"}
    assert receipts["next_after"] is None
    with province.acting():
        (record,) = province_records()
        assert [drug.name for drug in record.drugs.order_by("seq")] == ["氨氯地平片", "二甲双胍片"]
        assert record.symptoms == ["2", "3"]


def province_records():
    from qinkang.records.models import HealthCheck

    return list(HealthCheck.objects.all())


def test_receipts_are_given_page_by_page(program, province):
    rows = [{**GOOD, "source_no": f"QS-{n}", "check_date": f"2025-03-{n:02d}"} for n in range(1, 6)]
    number = program.calls("put", f"{BATCHES}/b/1", rows).json()["batch"]
    province.takes_in()

    pages, after = [], 0
    while after is not None:
        page = program.calls("get", f"/api/v1/batches/{number}/receipts?after={after}&limit=2").json()
        pages.append([one["row_number"] for one in page["receipts"]])
        after = page["next_after"]

    assert pages == [[1, 2], [3, 4], [5]]


def test_a_message_said_again_is_the_same_message(program, province):
    first = program.calls("put", f"{BATCHES}/20251031/1", [GOOD])
    province.takes_in()

    again = program.calls("post", f"{BATCHES}/20251031/1", [GOOD])
    province.takes_in()

    assert again.status_code == 202
    assert again.json()["batch"] == first.json()["batch"]
    assert again.json()["rows"] == 1
    assert province.records("source_no") == [("QS-1",)]


def test_the_same_number_with_other_content_is_refused_and_changes_nothing(program, province):
    program.calls("put", f"{BATCHES}/20251031/1", [GOOD])

    other = program.calls("put", f"{BATCHES}/20251031/1", [{**GOOD, "sbp_left": 150}])
    province.takes_in()

    assert (other.status_code, other.json()["code"]) == (409, "said_otherwise")
    assert province.records("sbp_left") == [(130.0,)]


def test_rows_can_be_tried_without_being_kept(program, province):
    came = program.calls(
        "post", f"/api/v1/datasets/{DATASET}/check", [GOOD, {**GOOD, "id_no": "610323194912310022"}]
    )

    assert came.status_code == 200
    assert (came.json()["rows"], came.json()["held"]) == (2, 1)
    assert {one["row"] for one in came.json()["findings"] if one["severity"] == "hold"} == {2}
    assert "610323194912310022" not in came.content.decode()
    assert province.records("id") == []


@pytest.mark.parametrize(
    "content, status, code",
    [
        (b"", 400, "empty"),
        (b"{", 400, "not_json"),
        (b'[{"name": "x", "name": "y"}]', 400, "not_json"),
        (b"[]", 400, "not_a_list"),
        (b'{"name": "x"}', 400, "not_a_list"),
        (b"[1]", 400, "not_a_list"),
        ([{**GOOD, "phone2": "1"}], 422, "unknown_names"),
        ([{**GOOD, "drugs": [{"nmae": "x"}]}], 422, "unknown_names"),
        ([{**GOOD, "drugs": "x"}], 422, "unknown_names"),
        ([{**GOOD, "org": {"name": "x"}}], 422, "unknown_names"),
        ([{"name": "x"}], 422, "missing_names"),
        ([GOOD] * 5_001, 413, "too_many"),
        (b" " * (8 << 20) + b"[]", 413, "too_large"),
    ],
)
def test_what_has_not_the_shape_of_a_message_is_refused_with_the_reason(
    program, province, content, status, code
):
    came = program.calls("put", f"{BATCHES}/b/1", content)

    assert (came.status_code, came.json()["code"]) == (status, code)
    assert came["Content-Type"] == "application/problem+json"
    assert "欧阳" not in came.content.decode()
    with province.acting():
        from qinkang.intake.models import Batch

        assert Batch.objects.count() == 0


def test_a_wrong_secret_or_none_gets_no_token(program):
    for secret in ("wrong", program.secret[:-1], "x" * 300):
        came = program.asks_token(secret)
        assert (came.status_code, came.json()["error"]) == (401, "invalid_client")
    assert program.asks_token(grant_type="password").json()["error"] == "unsupported_grant_type"
    assert program.asks_token(scope="elderly.death").json()["error"] == "invalid_scope"


def test_who_tries_in_vain_too_often_waits(program):
    for _ in range(5):
        program.asks_token("wrong")

    assert program.asks_token().status_code == 401


def test_a_renewed_secret_and_the_old_one_hold_together_for_some_days(program, province):
    with on_the_web():
        fresh = renew_secret(program.client, by=province.by)

    assert program.asks_token().status_code == program.asks_token(fresh).status_code == 200
    with clock.frozen(clock.now() + timedelta(days=8)):
        assert program.asks_token().status_code == 401
        assert program.asks_token(fresh).status_code == 200
    with clock.frozen(clock.now() + timedelta(days=200)):
        assert program.asks_token(fresh).status_code == 401


def test_a_token_ends_by_itself_and_with_its_account(program, province):
    program.calls("get", "/api/v1/batches/1")
    with clock.frozen(clock.now() + timedelta(seconds=301)):
        assert program.calls("get", "/api/v1/batches/1").status_code == 401
    assert program.calls("get", "/api/v1/batches/1").status_code == 404

    with on_the_web():
        end_client(program.client, by=province.by)

    assert program.calls("get", "/api/v1/batches/1").status_code == 401
    assert program.asks_token().status_code == 401


def test_nobody_reads_another_senders_batches_or_sends_what_was_not_agreed(program, province):
    number = program.calls("put", f"{BATCHES}/b/1", [GOOD]).json()["batch"]
    province.takes_in()
    other = Program(province, "XA", ["elderly.death"])
    narrow = program.asks_token(scope=DATASET).json()["access_token"]

    for address in (f"/api/v1/batches/{number}", f"/api/v1/batches/{number}/receipts"):
        assert other.calls("get", address).status_code == 404
        assert program.calls("get", address, token=narrow).status_code == 200
    assert other.calls("put", f"{BATCHES}/b/2", [GOOD]).status_code == 404
    assert other.calls("post", f"/api/v1/datasets/{DATASET}/check", [GOOD]).status_code == 404


def test_a_session_of_a_person_is_no_token(program):
    for address in (f"{BATCHES}/b/1", "/api/v1/batches/1", f"/api/v1/datasets/{DATASET}/check"):
        for verb in ("get", "post", "put"):
            assert program.as_web(verb, address).status_code in (401, 405)
