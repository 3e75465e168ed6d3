"""A real browser for journeys: which one, what it photographs, and how accessibility is judged."""

import json
import os
import shutil
from pathlib import Path

from playwright.sync_api import Error

from qinkang import home
from qinkang.commands.test import CHROMIUM

DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
AXE = home.checkout() / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def chromium() -> str | None:
    """Return the system's Chromium; None where only Playwright's own is left."""
    return next((found for name in CHROMIUM if (found := shutil.which(name))), None)


def pictures() -> Path:
    """Return the folder for pictures of pages."""
    folder = Path(os.environ.get("QK_PICTURES") or home.var() / "pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def photograph(page, name: str) -> None:
    """Take the page on an officer's screen and on a phone, and leave it as it was."""
    for suffix, size in (("", DESK), ("-phone", PHONE)):
        page.set_viewport_size(size)
        captured(page, pictures() / f"{name}{suffix}.png")
    page.set_viewport_size(DESK)


def captured(page, file: Path, tries: int = 3) -> None:
    """Write the picture; a browser that has just been resized may fail to paint once, which is no fault of ours."""
    for left in reversed(range(tries)):
        try:
            page.screenshot(path=file)
            return
        except Error as failed:
            if "Unable to capture screenshot" not in str(failed) or not left:
                raise


def barriers(page) -> list[str]:
    """Return what keeps people with disabilities out of the page, as axe finds it."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(RULES)}}})")
    return [
        f"{one['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
