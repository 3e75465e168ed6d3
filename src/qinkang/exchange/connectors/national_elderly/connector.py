"""Talks to the national system over HTTP: one call for many records, one outcome for each."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Collection, Mapping
from typing import Any

import httpx

from qinkang.exchange.connector import Announced, Message
from qinkang.exchange.connectors import Connection
from qinkang.exchange.connectors.national_elderly import answers
from qinkang.exchange.connectors.national_elderly.tables import TABLES
from qinkang.exchange.digest import sm3
from qinkang.exchange.outcomes import Answer, Outcome, Ref, Unclear, Unreachable
from qinkang.kernel import clock

CONNECT, WRITE, POOL = 5.0, 30.0, 5.0  # seconds; the answer's time is the connection's patience
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
TOKEN, RECORDS, QUESTIONS = "/oauth2/token", "/api/v1/records", "/api/v1/records/status"


class NationalElderly:
    """The connector `national_elderly`; README.md says what it can promise."""

    code = "national_elderly"
    title = "全国老龄健康信息系统"
    sends = frozenset(TABLES)
    batch = 500
    in_flight = 4
    can_ask = True
    by_hand = False

    def __init__(
        self, http: httpx.Client, connection: Connection, *, settles_after: float | None = None
    ) -> None:
        self.http = http
        self.connection = connection
        self.settles_after = connection.patience if settles_after is None else settles_after
        # Every phase of a call at its slowest: token, call, token anew, call again.
        waits = http.timeout.connect, http.timeout.write, http.timeout.read, http.timeout.pool
        self.longest_call = 4 * sum(wait or 0 for wait in waits)
        self._token: str | None = None
        self._renewing = threading.Lock()

    @classmethod
    def connected(cls, connection: Connection, *, settles_after: float | None = None) -> NationalElderly:
        """Open a client that keeps its connections; every phase of a call has its time-out."""
        http = httpx.Client(
            base_url=connection.url,
            timeout=httpx.Timeout(connect=CONNECT, write=WRITE, read=connection.patience, pool=POOL),
            limits=httpx.Limits(max_connections=cls.in_flight, keepalive_expiry=60),
            trust_env=False,  # no proxy from the environment: identity goes to the named address only
        )
        return cls(http, connection, settles_after=settles_after)

    @staticmethod
    def names(dataset: str) -> Mapping[str, str]:
        """What leaves the house."""
        return TABLES[dataset].names

    @staticmethod
    def write(row: Announced) -> Message:
        """Our record in their words, as JSON."""
        return encoded(TABLES[row.dataset].written(row))

    def send(self, dataset: str, messages: Mapping[Ref, Message]) -> dict[Ref, Outcome]:
        """Send them as one batch; theirs carries the records of one table."""
        try:
            answer = self._called(RECORDS, self._envelope(dataset, messages))
        except answers.NOT_CONNECTED as error:
            return dict.fromkeys(messages, Unreachable(type(error).__name__))
        except httpx.RequestError as error:  # any later break: it may be there
            return dict.fromkeys(messages, Unclear(type(error).__name__, whole=True))
        return answers.of_call(messages, answer)

    def ask(self, refs: Collection[Ref]) -> dict[Ref, Answer]:
        """Ask what they have of these; what they do not tell is missing from the result."""
        question = {"refs": [{"our_ref": ref.subject, "version": ref.version} for ref in refs]}
        try:
            answer = self._called(QUESTIONS, encoded(question))
        except httpx.RequestError:
            return {}
        return answers.of_question(answer)

    def _envelope(self, dataset: str, messages: Mapping[Ref, Message]) -> bytes:
        """The batch, with the digest of its payload."""
        table = TABLES[dataset]
        payload = b"[" + b",".join(messages.values()) + b"]"
        number = uuid.uuid4().hex
        head = encoded(
            {
                "msg_id": number,
                "dataset_code": table.code,
                "dataset_version": table.version,
                "source_org": self.connection.source_org,
                "batch_no": f"{clock.today():%Y%m%d}-{number[:12]}",
                "seq": 1,
                "record_count": len(messages),
                "sm3": sm3(payload).hex(),
                "sent_at": clock.now().isoformat(timespec="seconds"),
            }
        )
        return head[:-1] + b',"payload":' + payload + b"}"

    def _called(self, path: str, body: bytes) -> httpx.Response:
        """Post once; where the token has run out, renew it and post once more (401 stores nothing)."""
        token = self._token or self._renewed(None)
        answer = self._post(path, body, token)
        if answer.status_code == 401:
            answer = self._post(path, body, self._renewed(token))
        return answer

    def _post(self, path: str, body: bytes, token: str) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json; charset=utf-8"}
        return self.http.post(path, content=body, headers=headers)

    def _renewed(self, old: str | None) -> str:
        """Return a token other than the old one; of several threads one asks and the others take its."""
        with self._renewing:
            if self._token is None or self._token == old:
                try:
                    answer = self.http.post(
                        TOKEN,
                        data={"grant_type": "client_credentials"},
                        auth=(self.connection.client_id, self.connection.client_secret),
                    )
                    self._token = str(answer.json()["access_token"])
                except (httpx.RequestError, ValueError, KeyError, TypeError):
                    # Without a token the records never leave, however the asking for it broke.
                    raise httpx.ConnectError("no token") from None
            return self._token


CONNECTOR = NationalElderly


def encoded(value: Any) -> bytes:
    """JSON in UTF-8 without spaces, keys in their order: the spelling that digests are taken of."""
    return _ENCODER(value).encode()
