"""Somebody who looks, and what an answer shows."""

import html
import io
import re
import zipfile

from tests.database.ready import become
from tests.database.scope.places import PLACES

from qinkang.pipeline.everywhere import everywhere
from qinkang.reports.making import make_next

DUTIES = ("view", "enter", "review", "export")
SEEN = {"岐山": ["岐山"], "沣西": ["沣西"], "省": list(PLACES)}
"""By where an officer works, the places that officer sees."""
OTHERS = ("省级汇总",)
"""What only the province sees: the file of a system of its own."""


class Officer:
    """Somebody with every duty of elderly health in one place, and the keeper of its accounts."""

    def __init__(self, where: str, someone) -> None:
        self.where, self.browser, self.user = where, someone.browser, someone.user
        self.unit = someone.user.unit
        self.outside = [
            marker for name, place in PLACES.items() if name not in SEEN[where] for marker in place.markers
        ]
        self.outside += OTHERS if where != "省" else ()
        self.closed: set[str] = set()  # addresses of what this officer does not see
        self.met: set[str] = set()

    def leaks(self, answer) -> list[str]:
        """What an answer shows of places that this officer does not see; remember what it shows at all."""
        read = content_of(answer)
        self.met |= {
            name for name, place in PLACES.items() if any(marker in read for marker in place.markers)
        }
        linked = self.closed.intersection(re.findall(r'"(/[^"?#]+)', read))
        return [marker for marker in self.outside if marker in read] + sorted(linked)

    def takes_home(self) -> list[str]:
        """Let the worker make what was asked for, take it home, and tell what it shows of other places."""
        before = become("qk_worker")
        while make_next(everywhere("job:exports", "生成导出文件")):
            pass
        become(before)
        listed = self.browser.get("/exports/").content.decode()
        newest = re.search(r"/exports/\d+/download/", listed)
        return self.leaks(self.browser.get(newest[0])) if newest else ["nothing was made"]

    def sees(self, scope) -> bool:
        """Whether something of this scope is this officer's to see."""
        return scope is None or self.unit in scope


def content_of(answer) -> str:
    """Everything an answer says, its headers and the inside of workbooks too."""
    said = str(dict(answer.headers))
    content = answer.getvalue() if hasattr(answer, "getvalue") else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return said + html.unescape(
                "".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
            )
    return said + html.unescape(content.decode(errors="replace"))
