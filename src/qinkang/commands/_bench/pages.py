"""页面：八人同时使用，总览、下钻、名单、个人页的服务器用时 95% 在 100 毫秒以内

The demonstration fills an own database; the pages are served as `./qk serve` serves them. Eight users
follow links without pausing: overviews, areas below, lists, persons. Time is the server's, from the
request read to the answer sent, as gunicorn notes it; how long users waited stands beside it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import httpx
import numpy as np

from qinkang import home, supervisor
from qinkang.commands._bench import Asked, Measured
from qinkang.mistake import Mistake
from qinkang.supervisor import Supervisor
from qinkang.supervisor.cluster import free_port

GOAL = 100.0  # milliseconds
REQUESTS = 1600
USERS = 8
SCALE = 1.0
LINKS = 12  # of one kind that a user follows
KINDS = {
    "overview": r"/elderly/",
    "drill": r"/elderly/area/\w+/",
    "cases": r"/elderly/area/\w+/cases/",
    "person": r"/elderly/person/\d+/",
}
HREF = re.compile(r'href="([^"#]+)"')
NOTED = "%(U)s %(s)s %(D)s"


def measure(asked: Asked) -> Measured:
    """Fill a province, serve it, and let eight users look around."""
    scale = asked.scale or SCALE
    asked.say(f"正在运行演示（规模 {scale:g}），请稍候……")
    fill(scale)
    os.environ.update(
        QK_VAR=str(home.var() / "demo"), QK_ROLE="web", DJANGO_SETTINGS_MODULE="qinkang.web.settings"
    )
    with supervisor.running(), Supervisor() as programs:
        import django

        django.setup()
        address, noted = serve(programs)
        cookies = signed_in()
        asked.say("正在查找各人能看的页面……")
        ways = [links(address, cookie) for cookie in cookies]
        noted.write_text("")
        asked.say(f"{USERS} 人同时访问……")
        waited = look_around(address, cookies, ways, (asked.rows or REQUESTS) // USERS)
        time.sleep(0.5)
        return judged(server_times(noted), waited)


def fill(scale: float) -> None:
    """Run the demonstration in a process of its own."""
    command = [sys.executable, "-m", "qinkang", "demo", "--scale", str(scale), "--no-serve"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Mistake(f"演示没有完成：\n{done.stderr.strip()[-2000:]}")


def serve(programs: Supervisor) -> tuple[str, Path]:
    """Serve the pages as always, with each request noted; return the address and the notes."""
    from qinkang.commands.serve import pages
    from qinkang.web import assets

    assets.build()
    port, noted = free_port(None), home.logs() / "requests.log"
    program = pages("127.0.0.1", port, 2)
    told = (f"--access-logfile={noted}", f"--access-logformat={NOTED}")
    programs.start(replace(program, argv=(*program.argv, *told)))
    return f"http://127.0.0.1:{port}", noted


def signed_in() -> list[str]:
    """The cookies of eight users: officers of the province, a city, a county, a development zone, twice."""
    from qinkang.accounts import stay
    from qinkang.accounts.models import SignIn, User
    from qinkang.commands._demo.officers import OFFICERS, make_officers
    from qinkang.kernel import clock

    make_officers()
    now, cookies = clock.now(), []
    for username in [*OFFICERS, *OFFICERS][:USERS]:
        user = User.objects.get(username=username)
        User.objects.filter(pk=user.pk).update(must_change_password=False, factor_confirmed_at=now)
        begun, token = stay.begin(user, "127.0.0.1", "bench")
        SignIn.objects.filter(pk=begun.pk).update(factor_at=now)
        cookies.append(token)
    return cookies


def links(address: str, cookie: str) -> dict[str, list[str]]:
    """Follow links from the overview; return addresses of each kind that this user can open."""
    found: dict[str, list[str]] = defaultdict(list)
    with client(address, cookie) as http:
        waiting = ["/elderly/"]
        while waiting and any(len(found[kind]) < LINKS for kind in KINDS):
            path = waiting.pop(0)
            answer = http.get(path)
            kind = kind_of(path)
            if answer.status_code != 200 or kind is None:
                continue
            found[kind].append(path)
            for href in HREF.findall(answer.text):
                target = href.replace("&amp;", "&")
                known = kind_of(target)
                if (
                    known
                    and target not in waiting
                    and target not in found[known]
                    and len(found[known]) < LINKS
                ):
                    # Persons and lists first, or one would look at nothing but areas.
                    waiting.insert(0 if known in ("person", "cases") else len(waiting), target)
    if missing := [kind for kind in KINDS if not found[kind]]:
        raise Mistake(f"演示数据中没有可供测量的页面：{'、'.join(missing)}。")
    return {kind: found[kind][:LINKS] for kind in KINDS}


def kind_of(path: str) -> str | None:
    """Which of the measured pages an address is."""
    plain = path.partition("?")[0]
    return next((kind for kind, pattern in KINDS.items() if re.fullmatch(pattern, plain)), None)


def client(address: str, cookie: str) -> httpx.Client:
    """One user's browser."""
    from qinkang.accounts.stay import COOKIE

    return httpx.Client(base_url=address, cookies={COOKIE: cookie}, timeout=60, trust_env=False)


def look_around(address: str, cookies: list[str], ways: list[dict[str, list[str]]], each: int) -> list[float]:
    """Let every user open so many pages, kind after kind; return how long they waited, in milliseconds."""
    waited: list[float] = []

    def use(cookie: str, way: dict[str, list[str]]) -> None:
        with client(address, cookie) as http:
            for turn in range(each):
                kind = list(KINDS)[turn % len(KINDS)]
                path = way[kind][turn // len(KINDS) % len(way[kind])]
                began = time.perf_counter()
                http.get(path).raise_for_status()
                waited.append((time.perf_counter() - began) * 1000)

    users = [threading.Thread(target=use, args=pair) for pair in zip(cookies, ways, strict=True)]
    for user in users:
        user.start()
    for user in users:
        user.join()
    if len(waited) < each * len(cookies):
        raise Mistake("有页面没有打开，详情见网页服务的日志。")
    return waited


def server_times(noted: Path) -> dict[str, list[float]]:
    """The server's times by kind of page, in milliseconds."""
    times: dict[str, list[float]] = defaultdict(list)
    for line in noted.read_text(encoding="utf-8").splitlines():
        path, status, microseconds = line.split()
        if status == "200" and (kind := kind_of(path)):
            times[kind].append(int(microseconds) / 1000)
    return times


def judged(times: Mapping[str, list[float]], waited: list[float]) -> Measured:
    """The slowest kind of page counts."""
    high = {kind: round(float(np.percentile(times[kind], 95)), 1) for kind in KINDS}
    parts = {f"{kind}_p95_ms": value for kind, value in high.items()}
    parts |= {f"{kind}_p50_ms": round(float(np.percentile(times[kind], 50)), 1) for kind in KINDS}
    parts["waited_p95_ms"] = round(float(np.percentile(waited, 95)), 1)
    worst = max(high.values())
    return Measured("pages", GOAL, worst <= GOAL, len(waited), p95_ms=worst, parts=parts)
