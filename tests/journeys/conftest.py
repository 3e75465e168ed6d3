"""The pages served for real, and people with real browsers."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.database.accounts.conftest import (  # noqa: F401  - fixtures by name
    PASSWORD,
    act,
    approved,
    db,
    keeping,
    person,
    unit,
)
from tests.database.conftest import laid_out  # noqa: F401
from tests.journeys.browser import DESK, barriers, chromium, photograph

from qinkang import home
from qinkang.commands.serve import pages
from qinkang.supervisor import Supervisor
from qinkang.supervisor.cluster import free_port

BUILD = "import django; django.setup(); from qinkang.web import assets; assets.build()"


@pytest.fixture(scope="session")
def served(laid_out, place) -> Iterator[str]:  # noqa: F811
    """Serve the pages; give their address."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QK_VAR", str(place / "var"))
        patch.setenv("QK_SECRET_KEY", "of the tests")
        patch.setenv("DJANGO_SETTINGS_MODULE", "qinkang.web.settings")
        patch.setenv("PYTHONPATH", str(home.checkout() / "src"))
        patch.delenv("QK_ROLE", raising=False)
        # In a process of its own, as `serve` does: this one may have read its settings for another folder.
        subprocess.run([sys.executable, "-c", BUILD], check=True)
        port = free_port(None)
        with Supervisor() as supervisor:
            supervisor.start(pages("127.0.0.1", port, 1))
            yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run a Chromium for the journeys of one file.

    Playwright keeps a loop in our thread, which Django would take for asynchronous code, and with which no
    later test could run a loop of its own; so it ends with the file.
    """
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        options = ["--lang=zh-CN"] + (
            ["--no-sandbox", "--disable-dev-shm-usage"] if os.geteuid() == 0 else []
        )
        with playwright.chromium.launch(
            executable_path=chromium(), args=options, env={**os.environ, "LANGUAGE": "zh_CN"}
        ) as running:
            yield running


@pytest.fixture
def window(browser, served, db) -> Iterator[Page]:  # noqa: F811
    """Open a window; complaints of the browser are failures of the test."""
    context = browser.new_context(base_url=served, viewport=DESK, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(8000)
    complaints: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert [one for one in complaints if not re.search(r"status of 40[034]", one)] == []


@pytest.fixture
def enter(window, person):  # noqa: F811
    """Sign somebody in at the door; give their window."""

    def sign_in(someone) -> Page:
        window.goto("/sign-in/")
        window.get_by_label("用户名").fill(someone.user.username)
        window.get_by_label("口令").fill(PASSWORD)
        window.get_by_role("button", name="登录").click()
        if someone.user.factor_confirmed_at:
            window.get_by_label("动态口令").fill(someone.code())
            window.get_by_role("button", name="继续登录").click()
        window.wait_for_selector("h1")
        return window

    return sign_in


@pytest.fixture
def look(window):
    """Photograph the page under a name and judge whether everybody can use it."""

    def judge(name: str) -> None:
        photograph(window, name)
        assert barriers(window) == []

    return judge
