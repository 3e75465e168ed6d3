"""What stands around every page: lines, side navigation, to-dos, announcement, and whether it is a trial."""

from itertools import groupby
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from qinkang.accounts import navigation, to_dos
from qinkang.accounts.models import Line, User
from qinkang.accounts.navigation import Entry
from qinkang.accounts.units import unit_tree

LINE_TITLES = {
    Line.ELDERLY: "老龄健康",
    Line.MATERNAL: "妇幼健康",
    Line.OCCUPATIONAL: "职业健康",
    Line.GENERAL: "综合管理",
}


class Frame:
    """The frame of one page. Read only when a template asks, so a part of a page costs nothing."""

    def __init__(self, request: Any) -> None:
        self.trial, self.version = settings.EMBEDDED, settings.VERSION
        self.news = [one.says for one in to_dos.announcements()[:2]]
        self.user = request.user
        self.inside = self.user is not None and request.step is None
        if not self.inside:
            return
        match = request.resolver_match
        open_entries = navigation.open_to(request.standing)
        of_here = entry_of(request.path, open_entries)
        self.here = of_here.route if of_here else ""
        chosen = of_here.line if of_here else None
        space = next(
            (one.line for one in open_entries if match and one.route.startswith(f"{match.namespace}:")), None
        )
        lines = [line for line in LINE_TITLES if line in request.standing.lines]
        line = chosen or space or (lines[0] if lines else None)
        self.lines = [self._line(one, one == line and bool(chosen or space), open_entries) for one in lines]
        shown = [one for one in open_entries if one.line in (None, line)]
        first = [one for one in shown if not one.section]
        work = [one for one in shown if one.section and one.line == line and line]
        common = [one for one in shown if one.section and one.line is None]
        self.sections = [
            {"title": title, "entries": list(entries)}
            for title, entries in groupby([*first, *work, *common], lambda one: one.section)
        ]
        self.waiting = to_dos.waiting_for(request.standing).count()
        self.place = place_of(self.user)

    @staticmethod
    def _line(line: Line, here: bool, entries: list[Entry]) -> dict[str, Any]:
        first = next((one.route for one in entries if one.line == line), "accounts:desk")
        return {"title": LINE_TITLES[line], "route": first, "here": here}


def entry_of(path: str, entries: list[Entry]) -> Entry | None:
    """Return the entry under which a page stands: the one whose address is the longest beginning of its own."""
    found = [(reverse(one.route), one) for one in entries]
    above = [(at, one) for at, one in found if path == at or (at != "/" and path.startswith(at))]
    return max(above, key=lambda pair: len(pair[0]))[1] if above else None


def place_of(user: User) -> str:
    """Return the unit of an account, or what kind of administrator it is."""
    return user.get_kind_display() if user.unit is None else unit_tree().name(user.unit)


def frame(request: Any) -> dict[str, Any]:
    """Give templates the frame."""
    return {"frame": SimpleLazyObject(lambda: Frame(request))} if hasattr(request, "standing") else {}
