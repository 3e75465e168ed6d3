"""Every page says who may open it, and opens to nobody else. Generated from the addresses themselves."""

import re

import pytest
from django.urls import reverse
from tests.database import ready  # noqa: F401

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import Need, Who
from qinkang.accounts.views.auditing import routes

ROUTES = routes()
WORD = re.compile(r"<(int|str|slug):(\w+)>")
KNOWN = {"area": "610323"}  # of words, those that must mean something


def address_of(name: str) -> str:
    """Return a page's address, with numbers of things that are nobody's where it takes some."""
    path = next(path for one, path, _ in ROUTES if one == name)
    words = {
        word: 999_999_999 if kind == "int" else KNOWN.get(word, "nothing")
        for kind, word in WORD.findall(path)
    }
    return reverse(name, kwargs=words)


def of(*who: Who) -> list[tuple[str, Need]]:
    """Return the pages of these kinds."""
    return [(name, need) for name, _, need in ROUTES if need and need.who in who]


def test_every_route_says_who_may_open_it():
    assert len(ROUTES) > 25
    assert [name for name, _, need in ROUTES if need is None] == []


def test_only_the_door_the_sign_of_life_and_the_published_interface_are_open_to_anyone():
    assert {name for name, _ in of(Who.ANYONE)} == {"accounts:sign_in", "api:openapi", "web:health"}


def test_whoever_is_not_signed_in_is_sent_to_the_door(client):
    for name, need in of(*set(Who) - {Who.ANYONE, Who.PROGRAM}):
        for verb in ("get", "post"):
            answer = getattr(client, verb)(address_of(name))

            assert answer.status_code == 302, (name, need)
            assert answer["Location"].startswith(reverse("accounts:sign_in")), name


def test_a_program_without_a_token_gets_no_further(client):
    for name, _ in of(Who.PROGRAM):
        for verb in ("get", "post", "put"):
            assert getattr(client, verb)(address_of(name)).status_code in (400, 401, 405), name


def outsiders(need: Need) -> dict[str, dict]:
    """Return people whom a page is not for: with a right of another line, of another duty, of another office."""
    every = [(line, duty) for line in Line for duty in Duty if duty != "operate"]
    if need.who is Who.RIGHT:
        line = need.line or Line.ELDERLY
        other_lines = [(one, duty) for one, duty in every if need.line and one != need.line]
        other_duties = sorted({(line, duty) for _, duty in every if duty != need.duty})
        return {"another line": {"rights": other_lines}, "another duty": {"rights": other_duties}}
    if need.who is Who.KEEPER:
        return {
            "every right": {"rights": every},
            "system": {"kind": "system"},
            "security": {"kind": "security"},
        }
    others = {"system", "security", "audit"} - set(need.offices)
    return {"every right": {"rights": every}, **{kind: {"kind": kind} for kind in others}}


@pytest.mark.parametrize("name, need", of(Who.RIGHT, Who.KEEPER, Who.OFFICE), ids=lambda one: str(one))
def test_a_page_is_closed_to_everybody_it_is_not_for(name, need, person, audited):
    for number, (who, facts) in enumerate(outsiders(need).items()):
        someone = person(f"outsider{number}", **facts)

        for verb in ("get", "post"):
            answer = getattr(someone.browser, verb)(address_of(name))
            assert answer.status_code == 403, who

        assert ("open_page", "refused", f"user:{someone.user.pk}") in audited()


@pytest.mark.parametrize("missing", ["factor", "password", "enrol"])
def test_a_half_finished_sign_in_opens_nothing(missing, person):
    someone = person("half", kind="system", factor=missing == "factor")
    someone.user.sign_ins.update(factor_at=None)
    type(someone.user).objects.update(must_change_password=missing == "password")
    pages = {"factor": "second_factor", "password": "password", "enrol": "enrol"}

    for name, _ in of(Who.RIGHT, Who.KEEPER, Who.OFFICE, Who.SIGNED_IN):
        for verb in ("get", "post"):
            answer = getattr(someone.browser, verb)(address_of(name))

            assert answer.status_code == 302, name
            assert answer["Location"] == reverse(f"accounts:{pages[missing]}"), name


def test_a_view_that_says_nothing_is_refused(db, monkeypatch, client):
    from qinkang.accounts.views import desk

    monkeypatch.delattr(desk.desk, "needs")
    client.raise_request_exception = False

    assert client.get("/").status_code == 500


def test_every_answer_forbids_foreign_scripts_and_keeping(db, person):
    someone = person("li")
    for address in ("/", "/sign-in/", "/nothing-here/"):
        answer = someone.browser.get(address)
        assert "script-src 'self'" in answer["Content-Security-Policy"]
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert answer["Cache-Control"] == "no-store"
        assert "<style" not in answer.content.decode()
        assert "style=" not in answer.content.decode()
        assert "onclick" not in answer.content.decode()


@pytest.fixture
def client(person):
    """Give a browser nobody has signed in with."""
    return person("nobody", at_the_door=True).browser
