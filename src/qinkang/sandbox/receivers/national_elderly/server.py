"""The receiver's HTTP side: tokens, batches, questions, and the faults that befall them.

The plain server of the standard library is enough here: one thread per connection, and the caller
keeps a handful. It also lets a fault cut the connection where it likes.
"""

from __future__ import annotations

import json
import secrets
import socket
import sys
import time
from base64 import b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any
from urllib.parse import parse_qs

from qinkang.sandbox.receivers.faults import Fault, Faults
from qinkang.sandbox.receivers.national_elderly import checks
from qinkang.sandbox.receivers.national_elderly.ledger import Ledger, canonical, sm3

MOST_BYTES = 64_000_000
TOKEN_LASTS = 300  # seconds
BEFORE = {
    Fault.ERROR_BEFORE: (500, {"message": "系统错误"}),
    Fault.MAINTENANCE: (503, {"message": "系统维护中，未接收任何数据"}),
    Fault.LIMIT: (429, {"message": "请求过于频繁"}),
}

Reply = tuple[int, dict[str, Any]]


class Receiver(ThreadingHTTPServer):
    """The server with its ledger, its faults and the tokens it has given."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self, port: int, ledger: Ledger, faults: Faults, *, client: str, secret: str, hang: float
    ) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.ledger, self.faults, self.hang = ledger, faults, hang
        self.credentials = b64encode(f"{client}:{secret}".encode()).decode()
        self.tokens: dict[str, float] = {}

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report what is our own mistake; a caller that hangs up is no news."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Receiver
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    rbufsize = 1 << 20
    wbufsize = -1  # head and body leave together

    def do_GET(self) -> None:
        """`/health`, and for the simulation's own use `/control/ledger`."""
        match self.path:
            case "/health":
                self.reply(200, {"status": "ok"})
            case "/control/ledger":
                self.reply(200, self.server.ledger.exported())
            case _:
                self.reply(404, {"message": "没有这个地址"})

    def do_POST(self) -> None:
        """A token, a batch, a question; `/control/faults` sets another schedule."""
        size = int(self.headers.get("Content-Length", 0))
        if size > MOST_BYTES:
            self.close_connection = True
            self.reply(413, {"message": "报文过大"})
            return
        body = self.rfile.read(size)
        match self.path:
            case "/oauth2/token":
                self.reply(*self.token(body))
            case "/control/faults":
                told = json.loads(body)
                self.server.faults = Faults.named(told.pop("name"), told.pop("seed"), **told)
                self.reply(200, {})
            case "/api/v1/records" | "/api/v1/records/status":
                self.go_wrong(self.server.faults.of_next_call(), body)
            case _:
                self.reply(404, {"message": "没有这个地址"})

    def go_wrong(self, fault: Fault | None, body: bytes) -> None:
        """Answer a batch or a question as the fault has it; as it ought to be without one."""
        if fault is Fault.TOKEN:
            self.server.tokens.clear()
        if self.server.tokens.get(self.bearer(), 0) < time.monotonic():
            self.reply(401, {"message": "令牌无效或已过期"})
            return
        if fault in BEFORE:
            self.reply(*BEFORE[fault])
            return
        if fault in (Fault.SILENT_BEFORE, Fault.CUT_BEFORE):
            self.cut(after=self.server.hang if fault is Fault.SILENT_BEFORE else 0)
            return
        if fault is Fault.LATE:
            time.sleep(self.server.hang)
        asked = self.path.endswith("/status")
        status, answer = self.known(body) if asked else self.taken(body, fault is Fault.PART)
        if status == 200:
            status, answer = self.spoilt(fault, answer)
        if fault in (Fault.SILENT_AFTER, Fault.CUT_AFTER):
            self.cut(after=self.server.hang if fault is Fault.SILENT_AFTER else 0)
        elif fault is Fault.HALF:
            self.reply(status, answer, half=True)
        elif fault is Fault.GARBLED:
            self.reply(200, {}, instead="<html><body>登录超时，请重新登录</body></html>".encode())
        else:
            self.reply(status, answer)

    def spoilt(self, fault: Fault | None, answer: dict[str, Any]) -> Reply:
        """An answer with its rows doubled or thinned, or an error in its place."""
        rows = answer["results"]
        if fault is Fault.ERROR_AFTER:
            return 500, {"message": "系统错误"}
        if fault is Fault.TWICE:
            return 200, {**answer, "results": rows + rows}
        if fault is Fault.SOME:
            kept = Random(len(rows)).sample(rows, len(rows) // 2)
            return 200, {**answer, "results": kept}
        return 200, answer

    def bearer(self) -> str:
        """The token the caller shows."""
        return self.headers.get("Authorization", "").removeprefix("Bearer ")

    def token(self, body: bytes) -> Reply:
        """Give a token for the right credentials (RFC 6749, section 4.4)."""
        if parse_qs(body.decode()).get("grant_type") != ["client_credentials"]:
            return 400, {"error": "unsupported_grant_type"}
        shown = self.headers.get("Authorization", "").removeprefix("Basic ")
        if not secrets.compare_digest(shown, self.server.credentials):
            return 401, {"error": "invalid_client"}
        token = secrets.token_urlsafe(24)
        self.server.tokens[token] = time.monotonic() + TOKEN_LASTS
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": TOKEN_LASTS}

    def taken(self, body: bytes, in_part: bool) -> Reply:
        """Check a batch as a whole, then record by record; answer for each, or forget every other one."""
        try:
            message = json.loads(body)
        except ValueError:
            return refused("E9005")
        if code := checks.of_envelope(message):
            return refused(code)
        if len(message["payload"]) > checks.MOST_RECORDS:
            return 413, {"message": f"一批最多 {checks.MOST_RECORDS} 条"}
        written = [canonical(record) for record in message["payload"]]
        if sm3(b"[" + b",".join(written) + b"]") != message["sm3"]:
            return refused("E9003")
        if in_part:
            message["payload"], written = message["payload"][::2], written[::2]
        results = self.server.ledger.take(message, [sm3(record) for record in written])
        accepted = sum(row["status"] == "accepted" for row in results)
        result = "accepted" if accepted == len(results) else "partly" if accepted else "rejected"
        named = {name: message[name] for name in ("msg_id", "batch_no", "seq")}
        return 200, {**named, "result": result, "results": results}

    def known(self, body: bytes) -> Reply:
        """Tell what there is of some references."""
        try:
            refs = [(str(ref["our_ref"]), int(ref["version"])) for ref in json.loads(body)["refs"]]
        except (ValueError, KeyError, TypeError):
            return refused("E9005")
        return 200, {"results": self.server.ledger.known(refs)}

    def reply(
        self, status: int, answer: dict[str, Any], *, half: bool = False, instead: bytes | None = None
    ) -> None:
        """Send an answer; half of one before the connection breaks."""
        body = canonical(answer) if instead is None else instead
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if status in (429, 503):
            self.send_header("Retry-After", "1")
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if half else body)
        self.wfile.flush()
        if half:
            self.cut()

    def cut(self, after: float = 0) -> None:
        """End the connection without a word."""
        time.sleep(after)
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: a busy receiver's log would only be long."""


def refused(code: str) -> Reply:
    """Refuse the message as a whole; nothing of it was stored."""
    return 400, {"code": code, "message": checks.SAYS[code]}
