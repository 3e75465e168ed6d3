"""报送：达到同一接收系统、同样报文下最简异步客户端速度的 50% 以上（比值越大越好）

Ours is the loop of the outbox: rows leased, read under row security, opened, written, sent, and every ending
written down. The baseline posts the very bodies that ours sent, as many at a time, to a second receiver that
knows nothing yet, and keeps nothing of the answers.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from qinkang import home
from qinkang.commands._bench import Asked, Measured, ground, load
from qinkang.commands._demo import simulation
from qinkang.supervisor import Supervisor

if TYPE_CHECKING:
    from qinkang.exchange.connectors import Connection

ROWS = 20_000
GOAL = 0.5  # of the baseline's speed
TARGET = "national_elderly"
WAIT = 60.0  # seconds for an answer


def measure(asked: Asked) -> Measured:
    """Deliver what one batch announced, then post the same bodies barely."""
    with ground.database(), Supervisor() as programs:
        return compare(asked, programs)


def compare(asked: Asked, programs: Supervisor) -> Measured:
    """The same in the database that the settings name."""
    rows = load.clean_rows(asked, asked.rows or ROWS)
    asked.say(f"正在入库 {len(rows):,} 行……")
    announced = load.load(rows, 1)
    ours, bare = (receiver(asked.folder / name, programs) for name in ("ours", "bare"))
    asked.say(f"正在报送 {announced:,} 条……")
    bodies, seconds, ended = deliver(ours)
    asked.say("正在用最简客户端发送同样的报文……")
    barely = asyncio.run(post_all(bare, bodies))
    ratio = round(barely / seconds, 2)
    parts = {
        **ended,
        "seconds": round(seconds, 2),
        "bare_seconds": round(barely, 2),
        "rows_per_second": round(announced / seconds),
        "calls": len(bodies),
    }
    answered = ended.get("delivered", 0) + ended.get("refused", 0)
    met = ratio >= GOAL and answered == announced
    return Measured("deliver", GOAL, met, announced, ratio=ratio, parts=parts)


def receiver(folder: Path, programs: Supervisor) -> simulation.Receiver:
    """A receiver of the sandbox without faults, up and empty."""
    folder.mkdir()
    made = simulation.receiver(folder, home.logs() / f"receiver-{folder.name}.log", None, 1, 0)
    programs.start(made.program)
    return made


def connection(to: simulation.Receiver) -> Connection:
    """How to speak to it; the environment stays as it is."""
    from qinkang.exchange.connectors import Connection

    told = [to.environment[f"QK_{TARGET.upper()}_{name}"] for name in ("URL", "CLIENT", "SECRET", "ORG")]
    return Connection(*told)


def deliver(to: simulation.Receiver) -> tuple[list[tuple[str, bytes]], float, dict[str, int]]:
    """Run the loop until nothing waits; return what was posted, the seconds, and how rows ended."""
    from qinkang.exchange.connectors import connect
    from qinkang.exchange.loop import Delivery
    from qinkang.pipeline.everywhere import everywhere

    connector: Any = connect(TARGET, connection(to))
    bodies: list[tuple[str, bytes]] = []

    def note(request: httpx.Request) -> None:
        if not request.url.path.startswith("/oauth2"):
            bodies.append((request.url.path, request.content))

    connector.http.event_hooks = {"request": [note]}
    scope = everywhere("job:bench", "测量报送速度").scope
    began = time.perf_counter()
    run = Delivery(connector, scope).run()
    return bodies, time.perf_counter() - began, dict(run.ended)


async def post_all(to: simulation.Receiver, bodies: list[tuple[str, bytes]]) -> float:
    """Post the bodies with as many calls in flight as the connector has; return the seconds."""
    from qinkang.exchange.connectors import kind

    waiting = list(reversed(bodies))
    began = time.perf_counter()
    async with httpx.AsyncClient(base_url=to.url, timeout=WAIT, trust_env=False) as http:
        asked = {"grant_type": "client_credentials"}
        client = connection(to)
        told = await http.post("/oauth2/token", data=asked, auth=(client.client_id, client.client_secret))
        headers = {"Authorization": f"Bearer {told.json()['access_token']}"}
        headers["Content-Type"] = "application/json; charset=utf-8"

        async def post() -> None:
            while waiting:
                path, body = waiting.pop()
                answer = await http.post(path, content=body, headers=headers)
                answer.raise_for_status()

        await asyncio.gather(*(post() for _ in range(kind(TARGET).in_flight)))
    return time.perf_counter() - began
