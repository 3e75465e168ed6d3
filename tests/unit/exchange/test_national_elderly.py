"""The national connector: what it writes, and its table of outcomes."""

import datetime as dt
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from qinkang.exchange.connectors import Connection
from qinkang.exchange.connectors.national_elderly.connector import NationalElderly
from qinkang.exchange.connectors.national_elderly.mapping import Table
from qinkang.exchange.connectors.national_elderly.tables import TABLES
from qinkang.exchange.digest import sm3
from qinkang.exchange.outcomes import NotThere, Receipt, Ref, Refused, Unclear, Unreachable
from qinkang.standards.datasets import Contract, SelfCare

HEALTH_CHECK = "elderly.health_check"
ONE, TWO = Ref("s-1", 1), Ref("s-2", 3)
MESSAGES = {ONE: b'{"our_ref":"s-1","version":1}', TWO: b'{"our_ref":"s-2","version":3}'}
ACCEPTED = {"our_ref": "s-1", "version": 1, "status": "accepted", "receipt_no": "QG01"}
REJECTED = {
    "our_ref": "s-2",
    "version": 3,
    "status": "rejected",
    "errors": [{"code": "E1001", "message": "身份证号码校验不通过"}],
}


def answers(status, *rows, text=None, **headers):
    """Answer every call the same way."""

    def handler(request):
        if text is not None:
            return httpx.Response(status, text=text, headers=headers)
        return httpx.Response(status, json={"results": list(rows)}, headers=headers)

    return handler


def breaks(error):
    """Break every call the same way."""

    def handler(request):
        raise error("broken")

    return handler


def talking_to(handler, tokens=None):
    """Connect to a peer that gives tokens and answers everything else with the handler."""
    given = iter(tokens or (f"token-{n}" for n in range(100)))

    def peer(request):
        if request.url.path == "/oauth2/token":
            return httpx.Response(200, json={"access_token": next(given)})
        return handler(request)

    http = httpx.Client(transport=httpx.MockTransport(peer), base_url="http://peer.example")
    return NationalElderly(http, Connection("http://peer.example", "us", "secret", "11610000016000000G"))


@pytest.mark.parametrize(
    ("handler", "outcome"),
    [
        (answers(200, ACCEPTED), Receipt("QG01")),
        (answers(200, ACCEPTED, ACCEPTED), Receipt("QG01")),
        (answers(200, {**REJECTED, "our_ref": "s-1", "version": 1}), Refused("E1001", "身份证号码校验不通过")),
        (answers(200, ACCEPTED, {**ACCEPTED, "receipt_no": "QG02"}), Unclear),
        (answers(200, {**ACCEPTED, "version": 2}), Unclear),
        (answers(200, {**ACCEPTED, "receipt_no": None}), Unclear),
        (answers(200, {**ACCEPTED, "status": "maybe"}), Unclear),
        (answers(200), Unclear),
        (answers(200, text="<html>登录超时</html>"), Unclear),
        (answers(200, text="[]"), Unclear),
        (answers(200, text='{"results": 7}'), Unclear),
        (answers(202, ACCEPTED), Unclear),
        (answers(302), Unclear),
        (answers(400), Unreachable),
        (answers(404), Unreachable),
        (answers(429), Unreachable),
        (answers(500), Unclear),
        (answers(502), Unclear),
        (answers(503), Unreachable),
        (breaks(httpx.ConnectError), Unreachable),
        (breaks(httpx.ConnectTimeout), Unreachable),
        (breaks(httpx.PoolTimeout), Unreachable),
        (breaks(httpx.WriteTimeout), Unclear),
        (breaks(httpx.WriteError), Unclear),
        (breaks(httpx.ReadTimeout), Unclear),
        (breaks(httpx.ReadError), Unclear),
        (breaks(httpx.RemoteProtocolError), Unclear),
    ],
    ids=[
        "accepts", "accepts twice", "says no", "contradicts itself", "speaks of another version",
        "gives no receipt", "says maybe", "says nothing", "shows a page", "mumbles", "counts",
        "takes it for later", "points elsewhere", "dislikes the message", "has moved", "is busy",
        "fails", "is ill", "is closed", "is absent", "does not pick up", "has no line left to it",
        "stops listening", "hangs up while we speak", "goes silent", "hangs up", "hangs up at once",
    ],
)  # fmt: skip
def test_each_ending_asks_for_its_own_next_step(handler, outcome):
    found = talking_to(handler).send(HEALTH_CHECK, MESSAGES)[ONE]

    assert found == outcome if not isinstance(outcome, type) else type(found) is outcome


def test_each_row_of_a_batch_has_its_own_outcome():
    found = talking_to(answers(200, ACCEPTED, REJECTED)).send(HEALTH_CHECK, MESSAGES)

    assert found == {ONE: Receipt("QG01"), TWO: Refused("E1001", "身份证号码校验不通过")}


def test_a_row_missing_from_the_answer_is_unclear():
    found = talking_to(answers(200, ACCEPTED)).send(HEALTH_CHECK, MESSAGES)

    assert found == {ONE: Receipt("QG01"), TWO: Unclear("回执中没有这一条")}


@pytest.mark.parametrize(
    ("told", "wait"), [("30", 30.0), ("", None), ("Fri, 01 May 2026 00:00:00 GMT", None)]
)
def test_a_busy_peer_says_when_to_come_again(told, wait):
    found = talking_to(answers(429, **{"Retry-After": told})).send(HEALTH_CHECK, MESSAGES)

    assert found[ONE].retry_after == wait


def test_a_token_that_has_run_out_is_renewed_once():
    seen = []

    def handler(request):
        seen.append(request.headers["Authorization"])
        return answers(200, ACCEPTED)(request) if seen[-1] == "Bearer new" else httpx.Response(401)

    found = talking_to(handler, tokens=["old", "new"]).send(HEALTH_CHECK, MESSAGES)

    assert seen == ["Bearer old", "Bearer new"]
    assert found[ONE] == Receipt("QG01")


def test_a_peer_that_knows_no_token_of_ours_is_unreachable():
    calls = []

    def handler(request):
        calls.append(1)
        return httpx.Response(401)

    found = talking_to(handler).send(HEALTH_CHECK, MESSAGES)

    assert len(calls) == 2
    assert type(found[ONE]) is Unreachable


@pytest.mark.parametrize(
    "token_answer", [httpx.Response(503), httpx.Response(200, text="x"), httpx.ReadTimeout("slow")]
)
def test_without_a_token_nothing_was_sent(token_answer):
    def peer(request):
        assert request.url.path == "/oauth2/token", "the records left without a token"
        if isinstance(token_answer, Exception):
            raise token_answer
        return token_answer

    http = httpx.Client(transport=httpx.MockTransport(peer), base_url="http://peer.example")
    found = NationalElderly(http, Connection("http://peer.example", "us", "no", "org")).send(
        HEALTH_CHECK, MESSAGES
    )

    assert {type(one) for one in found.values()} == {Unreachable}


def test_several_threads_renew_a_token_together():
    asked, together = [], threading.Barrier(4)

    def peer(request):
        if request.url.path == "/oauth2/token":
            asked.append(1)
            return httpx.Response(200, json={"access_token": "new" if len(asked) > 1 else "old"})
        if request.headers["Authorization"] == "Bearer old":
            together.wait(5)
            return httpx.Response(401)
        return answers(200, ACCEPTED)(request)

    http = httpx.Client(transport=httpx.MockTransport(peer), base_url="http://peer.example")
    connector = NationalElderly(http, Connection("http://peer.example", "us", "secret", "org"))
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(connector.send, [HEALTH_CHECK] * 4, [MESSAGES] * 4))

    assert [one[ONE] for one in found] == [Receipt("QG01")] * 4
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("handler", "known"),
    [
        (
            answers(200, ACCEPTED, REJECTED),
            {ONE: Receipt("QG01"), TWO: Refused("E1001", "身份证号码校验不通过")},
        ),
        (answers(200, {"our_ref": "s-1", "version": 1, "status": "unknown"}), {ONE: NotThere()}),
        (answers(200, {"our_ref": "s-1", "version": 1, "status": "?"}), {}),
        (answers(200, text="?"), {}),
        (answers(404), {}),
        (answers(500), {}),
        (breaks(httpx.ReadTimeout), {}),
        (breaks(httpx.ConnectError), {}),
    ],
)
def test_only_a_clear_answer_to_a_question_counts(handler, known):
    assert talking_to(handler).ask([ONE, TWO]) == known


def test_the_envelope_counts_and_digests_its_payload():
    seen = []

    def handler(request):
        seen.append(request.content)
        return answers(200, ACCEPTED)(request)

    talking_to(handler).send(
        "elderly.contract", {ONE: '{"our_ref":"s-1","XM":"欧阳试验"}'.encode(), TWO: MESSAGES[TWO]}
    )

    told = json.loads(seen[0])
    payload = seen[0].split(b'"payload":')[1][:-1]
    assert list(told) == [
        "msg_id", "dataset_code", "dataset_version", "source_org", "batch_no", "seq", "record_count",
        "sm3", "sent_at", "payload",
    ]  # fmt: skip
    assert (told["dataset_code"], told["dataset_version"]) == ("nat_contract", "2025")
    assert (told["record_count"], len(told["payload"])) == (2, 2)
    assert told["sm3"] == sm3(payload).hex()
    assert "欧阳试验".encode() in payload


def test_a_check_up_is_written_in_their_words(announced):
    message = json.loads(talking_to(answers(200)).write(announced(operation="update", version=2)))

    assert message == {
        "our_ref": "s-1", "version": 2, "operation": "U", "XM": "欧阳试验", "ZJLX": "01",
        "ZJHM": "11010519491231002X", "XB": "2", "CSRQ": "19491231", "JZQH": "610322001001",
        "TJBH": "610322-2025-0000123", "TJRQ": "20250409", "ND": 2025, "JGMC": "凤翔区城关镇卫生院",
        "ZZ": "2,3", "ZCSSY": 132, "SG": 165, "TZ": 61.5, "ZYS": [{"RYRQ": "202411", "YY": "肺炎"}],
    }  # fmt: skip


def test_a_withdrawal_says_nothing_of_the_person(announced):
    message = json.loads(talking_to(answers(200)).write(announced(operation="withdraw", version=3)))

    assert message == {"our_ref": "s-1", "version": 3, "operation": "D"}


@pytest.mark.parametrize("broken", [400, 413, 415, 500, 502, httpx.ReadTimeout, httpx.RemoteProtocolError])
def test_what_breaks_a_call_as_a_whole_is_said(broken):
    handler = answers(broken) if isinstance(broken, int) else breaks(broken)

    assert {one.whole for one in talking_to(handler).send(HEALTH_CHECK, MESSAGES).values()} == {True}


@pytest.mark.parametrize("broken", [401, 403, 404, 429, 503, httpx.ConnectError])
def test_what_is_not_about_the_records_puts_none_of_them_under_suspicion(broken):
    handler = answers(broken) if isinstance(broken, int) else breaks(broken)

    assert {one.whole for one in talking_to(handler).send(HEALTH_CHECK, MESSAGES).values()} == {False}


def test_what_the_nation_takes_is_what_there_is_a_table_for():
    assert NationalElderly.sends == {
        "elderly.person", "elderly.death", "elderly.health_check", "elderly.self_care", "elderly.contract",
    }  # fmt: skip
    assert len({table.code for table in TABLES.values()}) == len(TABLES)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.code)
def test_who_to_reach_and_the_doctor_stay_in_the_house(table):
    leaves = {*table.names, *(name for _, names in table.parts.values() for name in names)}

    assert leaves & {
        "phone", "live_addr", "hukou_addr", "contact_name", "contact_phone", "contact_rel", "doctor", "doctor_id",
        "village_doctor", "assessor", "cert_no", "sign_file",
    } == set()  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"stays": ()}, "assessor"),
        ({"stays": ("assessor", "mood")}, "mood"),
        ({"fields": {**TABLES["elderly.self_care"].fields, "total": "ZLDJ"}}, "ZLDJ"),
        ({"identity": {"shoe_size": "XM"}}, "shoe_size"),
    ],
)
def test_a_table_that_forgets_or_invents_a_field_is_refused(changes, says):
    whole = TABLES["elderly.self_care"]
    given = {"stays": whole.stays, "fields": whole.fields, **changes}

    with pytest.raises(ValueError, match=says):
        Table(dataset=SelfCare, code="nat_selfcare", version="2017", **given)


def test_a_group_is_told_without_the_fields_that_stay(announced):
    services = [
        {"item_code": "03", "item_name": "不寄出", "due_n": 4.0, "done_n": 1.0},
        {"item_code": "05", "last_done_at": dt.date(2025, 4, 9)},
    ]
    row = announced(dataset=Contract.code, status="1", groups=["02", "05"], doctor="王不寄出", items=services)

    message = json.loads(NationalElderly.write(row))

    assert message["FWXM"] == [
        {"XMDM": "03", "YFWCS": 4, "YLYCS": 1},
        {"XMDM": "05", "ZJFWRQ": "20250409"},
    ]
    assert (message["QYZT"], message["RQFL"]) == ("1", "02,05")
    assert "不寄出" not in json.dumps(message, ensure_ascii=False)


def test_a_secret_is_not_shown():
    assert "secret" not in repr(Connection("http://peer.example", "us", "secret", "org"))
