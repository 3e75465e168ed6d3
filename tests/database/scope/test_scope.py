"""Whoever works in a place sees what is in its scope only: on every page, in every list taken home, at the interface.

Generated from the addresses of the product: a new route is tried as soon as it is there.
"""

import re

import pytest
from django.test import Client as Browser
from tests.database.pipeline.test_interface import on_the_web
from tests.database.scope.officer import DUTIES, SEEN
from tests.database.scope.places import PLACES
from tests.database.scope.things import Unknown, every_way

from qinkang.accounts.needs import Who
from qinkang.accounts.views.auditing import routes
from qinkang.reports import exports

pytestmark = pytest.mark.clause("C12")

LEAVING = {"accounts:sign_out"}
ASKED = {"elderly.batches", "elderly.findings"}
"""Lists whose questions name batches and senders."""
ELSEWHERE = {"elderly:pairs", "elderly:conflicts"}
"""They only lead to the first question, which is opened by its own address."""
SOMETHING = {
    "reason": "contact", "do": "same", "ground": "called", "why": "registered", "because": "试一试能不能做",
    "arrived": "yes", "how": "试一试能不能做", "says": "试一试能不能做", "more": "试一试能不能做",
}  # fmt: skip
"""An answer to any form, so that a form's own refusal does not hide who is let in."""


@pytest.fixture
def ways(places, officers):
    """Give every route with each of its addresses."""
    with places.acting():
        found = [(name, need, way) for name, path, need in routes() for way in every_way(path)]
    for officer in officers:
        officer.closed = {way.address for _, _, way in found if not officer.sees(way.scope)}
    return found


def test_an_address_that_takes_something_new_is_refused_with_what_to_add():
    with pytest.raises(
        Unknown, match=r"/vans/<int:van>/: what does <int:van> stand for\? Say so in .*things\.py"
    ):
        list(every_way("/vans/<int:van>/"))


def test_every_kind_of_thing_lies_inside_and_outside(ways, officers):
    """Else the tests below could not fail."""
    for officer in officers[:2]:
        lying: dict[str, set[bool]] = {}
        for _, _, way in ways:
            if way.scope is not None and not way.address.startswith("/exports/"):
                lying.setdefault(re.sub(r"\d+", "#", way.address), set()).add(officer.sees(way.scope))
        one_sided = {kind for kind, sides in lying.items() if len(sides) < 2}
        assert len(lying) > 40
        assert one_sided == set(), officer.where


def test_no_page_shows_what_is_outside_and_nothing_outside_opens(ways, officers):
    wrong, opened = [], set()
    for officer in officers:
        for name, need, way in ways:
            if need.who is Who.PROGRAM or name in LEAVING:
                continue
            answer = officer.browser.get(way.address)
            wrong += [(officer.where, way.address, marker) for marker in officer.leaks(answer)]
            outside = not officer.sees(way.scope)
            if (outside and answer.status_code not in (403, 404, 405)) or answer.status_code >= 500:
                wrong.append((officer.where, way.address, answer.status_code))
            opened |= {name} if answer.status_code in (200, 405) else set()

    assert wrong == []
    assert {one.where: sorted(one.met) for one in officers} == {at: sorted(seen) for at, seen in SEEN.items()}
    closed = {name for name, need, _ in ways if need.who is Who.RIGHT and need.duty in DUTIES} - opened
    assert closed == ELSEWHERE, "nobody could open these, so nothing was tried"


def test_nothing_is_done_to_what_is_outside(ways, officers):
    wrong = []
    for officer in officers[:2]:
        for _, need, way in ways:
            if need.who is Who.PROGRAM or officer.sees(way.scope):
                continue
            answer = officer.browser.post(way.address, SOMETHING)
            wrong += [(officer.where, way.address, marker) for marker in officer.leaks(answer)]
            if answer.status_code not in (403, 404, 405):
                wrong.append((officer.where, way.address, answer.status_code))

    assert wrong == []


def test_no_question_in_an_address_reaches_outside(ways, officers):
    """Lists are asked for what lies in other places, by the words that lists are asked with."""
    wrong = []
    for officer in officers[:2]:
        questions = questions_about(ways, officer)
        for name, need, way in ways:
            if need.who is not Who.RIGHT or way.scope is not None:
                continue
            if officer.browser.get(way.address).status_code == 200:
                for question in questions:
                    answer = officer.browser.get(f"{way.address}?{question}")
                    wrong += [(officer.where, name, question, marker) for marker in officer.leaks(answer)]

    assert wrong == []


def questions_about(ways, officer) -> list[str]:
    """Ask for a batch, a sender, a person and a unit that an officer does not see."""
    asked = {}
    for _, _, way in ways:
        kind = re.fullmatch(r"/elderly/(batches|senders|person|deliveries)/(\d+)/", way.address)
        if kind and not officer.sees(way.scope):
            asked[kind[1]] = kind[2]
    units = [place.managing.pk for place in PLACES.values() if place.name not in SEEN[officer.where]]
    return [
        f"batch={asked['batches']}", f"sender={asked['senders']}", f"person={asked['person']}",
        f"number={asked['deliveries']}", f"unit={units[0]}",
    ]  # fmt: skip


def test_no_list_taken_home_holds_what_is_outside(ways, officers):
    wrong = []
    for officer in officers:
        for name in exports.names():
            for way in [way for one, _, way in ways if one == name.replace(".", ":", 1)]:
                questions = questions_about(ways, officer) if officer.where != "省" and name in ASKED else []
                for question in ("", *questions):
                    page = f"{way.address}?{question}"
                    wish = {"list": name, "page": page, "whole": "1", "because": "核查问题数据"}
                    asked = officer.browser.post("/exports/ask/", wish)
                    if asked.url == page:  # refused, as the page itself is
                        continue
                    wrong += [(officer.where, page, marker) for marker in officer.takes_home()]

    assert wrong == []
    assert {one.where: sorted(one.met) for one in officers} == {at: sorted(seen) for at, seen in SEEN.items()}


def test_nobody_finds_who_lives_outside(officers, places):
    for officer in officers[:2]:
        for kind, text, name in places.known():
            answer = officer.browser.post("/elderly/find/", {"kind": kind, "text": text})
            found = "/elderly/person/" in answer.content.decode()
            assert found == (name in SEEN[officer.where]), (officer.where, kind, name)


def test_a_senders_program_reads_its_own_batches_only(ways, places):
    for place in PLACES.values():
        token = places.token(place)
        for _, need, way in ways:
            if need.who is not Who.PROGRAM or way.scope is None:
                continue
            with on_the_web():
                answer = Browser().get(way.address, HTTP_AUTHORIZATION=f"Bearer {token}")

            own = place.managing.pk in way.scope
            assert answer.status_code == (200 if own else 404), (place.name, way.address)
            others = [one for other in PLACES.values() if other is not place for one in other.markers]
            assert [one for one in others if one in answer.content.decode()] == []
