"""Who may open a page. Each view says it, the middleware holds it, and the role matrix is printed from it.

    @needs(Line.ELDERLY, Duty.VIEW, title="总览")
    def overview(request): ...

A view that says nothing opens to nobody: the middleware refuses to run it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from qinkang.accounts.models import Duty, Line, User

View = TypeVar("View", bound=Callable[..., Any])


class Who(StrEnum):
    """Whom a page is for."""

    ANYONE = "任何人"
    PROGRAM = "持令牌的接口程序"
    ON_THE_WAY = "正在登录的人"  # a password was right; whatever comes next may still be missing
    SIGNED_IN = "所有已登录用户"
    RIGHT = "有权限的人"
    KEEPER = "单位账号管理员"
    OFFICE = "管理员"


@dataclass(frozen=True)
class Need:
    """What one must have to open a page.

    Attributes:
        line: the line of the right; None for a right in any line.
        duty: the duty of the right.
        offices: the kinds of administrator it is for.
        title: what the page is, in words that an auditor can read.
        background: asked for by a page and not by a person, so it does not put off the idle time-out.
        alone: it opens its transactions itself, because some of what it writes must stay whatever happens.
        steps: on the way in, the steps at which it is open; empty for every step.
    """

    who: Who
    line: Line | None = None
    duty: Duty | None = None
    offices: tuple[str, ...] = ()
    title: str = ""
    background: bool = False
    alone: bool = False
    steps: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say it in words."""
        if self.who is Who.RIGHT and self.duty:
            return f"{self.line.label if self.line else '任一条线'} × {self.duty.label}"
        if self.who is Who.OFFICE:
            return "、".join(User.Kind(one).label for one in self.offices)
        return str(self.who)


def _saying(need: Need) -> Callable[[View], View]:
    def said(view: View) -> View:
        view.needs = need  # type: ignore[attr-defined]
        return view

    return said


def needs(
    line: Line | None, duty: Duty, *, title: str = "", background: bool = False, alone: bool = False
) -> Callable[[View], View]:
    """Open a view to holders of a right, with the scope of the units where they hold it.

    With `alone` the view acts by itself, because the reason for what it does is only said in the request.
    """
    return _saying(Need(Who.RIGHT, line, duty, title=title, background=background, alone=alone))


def for_anyone(*, title: str = "", alone: bool = False) -> Callable[[View], View]:
    """Open a view to everybody, signed in or not."""
    return _saying(Need(Who.ANYONE, title=title, alone=alone))


def for_programs(*, title: str = "") -> Callable[[View], View]:
    """Open a view to programs; it looks at what they show, and acts, by itself."""
    return _saying(Need(Who.PROGRAM, title=title, alone=True))


def on_the_way(*steps: str, title: str = "", alone: bool = False) -> Callable[[View], View]:
    """Open a view to those who gave their password and still have one of these steps to take."""
    return _saying(Need(Who.ON_THE_WAY, steps=steps, title=title, alone=alone))


def for_everybody_signed_in(
    *, title: str = "", background: bool = False, alone: bool = False
) -> Callable[[View], View]:
    """Open a view to every account that is fully signed in, with no scope."""
    return _saying(Need(Who.SIGNED_IN, title=title, background=background, alone=alone))


def for_keepers(*, title: str = "") -> Callable[[View], View]:
    """Open a view to keepers of accounts, with the scope of the units they keep."""
    return _saying(Need(Who.KEEPER, title=title))


def for_office(*offices: str, title: str = "") -> Callable[[View], View]:
    """Open a view to these kinds of administrator, with no scope."""
    return _saying(Need(Who.OFFICE, offices=offices, title=title))


def need_of(view: Callable[..., Any]) -> Need | None:
    """Return what a view said; None where it said nothing."""
    return getattr(view, "needs", None)
