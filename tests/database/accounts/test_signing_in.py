"""The way in: password, second factor, lock-out, time-outs."""

import datetime as dt
import threading

import pytest
from django.db import connections
from tests.database import ready  # noqa: F401
from tests.database.accounts.conftest import PASSWORD

from qinkang.accounts import stay
from qinkang.accounts.actions import signing_in
from qinkang.accounts.models import AuditEvent, PastPassword, SignIn, User
from qinkang.kernel import clock

pytestmark = pytest.mark.clause("C12")
NEW = "Otter-willow 58 lantern"


@pytest.fixture
def knock(db):
    """Try a user name and a password at the door."""

    def try_it(browser, username, password=PASSWORD, **words):
        return browser.post("/sign-in/", {"username": username, "password": password}, **words)

    return try_it


def test_a_right_password_opens_the_desk(person, knock, audited):
    li = person("li", at_the_door=True)

    answer = knock(li.browser, "Ｌｉ")  # the same name, however it is typed

    assert answer.status_code == 302
    cookie = answer.cookies[stay.COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert li.browser.get("/").status_code == 200
    assert ("sign_in", "done", f"user:{li.user.pk}") in audited()


def test_the_database_does_not_know_the_cookie(person, knock):
    li = person("li", at_the_door=True)
    token = knock(li.browser, "li").cookies[stay.COOKIE].value

    assert token.encode() not in bytes(SignIn.objects.get().token_hash)
    assert len(bytes(SignIn.objects.get().token_hash)) == 32


def test_whoever_is_wrong_is_told_the_same(person, knock):
    li = person("li", at_the_door=True)
    closed = person("closed", at_the_door=True)
    User.objects.filter(pk=closed.user.pk).update(is_active=False)

    said = {
        knock(li.browser, username, password).content.decode().partition('role="alert">')[2].partition("<")[0]
        for username, password in [
            ("li", "wrong"),
            ("nobody", PASSWORD),
            ("closed", PASSWORD),
            ("", "x"),
            ("Ω!", "x"),
        ]
        if username
    }

    assert said == {signing_in.WRONG}


def test_the_sixth_try_is_refused_though_the_password_is_right(person, knock):
    li = person("li", at_the_door=True)
    for _ in range(5):
        knock(li.browser, "li", "wrong", REMOTE_ADDR="192.0.2.1")

    assert knock(li.browser, "li", REMOTE_ADDR="192.0.2.2").status_code == 200
    with clock.frozen(clock.now() + dt.timedelta(minutes=31)):
        assert knock(li.browser, "li", REMOTE_ADDR="192.0.2.2").status_code == 302


def test_names_that_are_nobodys_are_locked_like_others(db, knock, person, monkeypatch):
    browser = person("li", at_the_door=True).browser
    for _ in range(6):
        knock(browser, "ghost", "wrong")
    # An account made under that name meanwhile is locked: the answer told nothing.
    person("ghost", at_the_door=True)

    assert knock(browser, "ghost").status_code == 200


def test_an_address_is_locked_too(person, knock, settings_of):
    settings_of(LOCK_ADDRESS_AFTER=8)
    li = person("li", at_the_door=True)
    for number in range(8):
        knock(li.browser, f"guess{number}", "wrong", REMOTE_ADDR="192.0.2.9")

    assert knock(li.browser, "li", REMOTE_ADDR="192.0.2.9").status_code == 200
    assert knock(li.browser, "li", REMOTE_ADDR="192.0.2.10").status_code == 302


def test_success_forgets_what_was_tried_in_vain(person, knock):
    li = person("li", at_the_door=True)
    for _ in range(2):
        for _ in range(4):
            knock(li.browser, "li", "wrong")
        assert knock(li.browser, "li").status_code == 302


def test_twenty_tries_at_once_get_no_more_looks_than_five(person, monkeypatch):
    person("li", at_the_door=True)
    allowed = []
    count = signing_in.tries.count

    def counted(*args):
        answer = count(*args)
        allowed.append(answer)
        return answer

    monkeypatch.setattr(signing_in.tries, "count", counted)

    def try_in_vain():
        try:
            with pytest.raises(signing_in.NotIn):
                signing_in.enter(username="li", password="wrong", address="192.0.2.1", browser="")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=try_in_vain) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(allowed) == 20
    assert sum(allowed) == 5


def test_an_idle_stay_ends_and_background_requests_do_not_extend_it(person):
    li = person("li")
    now = clock.now()

    for minutes in (10, 14):
        with clock.frozen(now + dt.timedelta(minutes=minutes)):
            assert li.browser.get("/waiting/").status_code == 200
    with clock.frozen(now + dt.timedelta(minutes=16)):
        assert li.browser.get("/waiting/", headers={"HX-Request": "true"})["HX-Redirect"].startswith(
            "/sign-in/"
        )
        assert li.browser.get("/").status_code == 302
    assert SignIn.objects.get().ended_because == "idle"


def test_work_extends_a_stay_but_not_beyond_eight_hours(person):
    li = person("li")
    now = clock.now()
    for minutes in range(10, 8 * 60, 10):
        with clock.frozen(now + dt.timedelta(minutes=minutes)):
            assert li.browser.get("/").status_code == 200

    with clock.frozen(now + dt.timedelta(hours=8)):
        assert li.browser.get("/").status_code == 302
    assert SignIn.objects.get().ended_because == "too_long"


def test_after_ninety_days_only_a_new_password_helps(person):
    li = person("li", at_the_door=True)
    with clock.frozen(clock.now() + dt.timedelta(days=91)):
        li.arrived()

        assert li.browser.get("/")["Location"] == "/me/password/"
        assert li.browser.get("/me/")["Location"] == "/me/password/"
        changed = li.browser.post("/me/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
        assert changed["Location"] == "/"
        assert li.browser.get("/").status_code == 200


def test_one_of_the_last_five_passwords_is_refused(person):
    li = person("li")
    for number in range(5):
        new = f"{NEW} {number}{number}{number}"
        old = PASSWORD if number == 0 else f"{NEW} {number - 1}{number - 1}{number - 1}"
        assert li.browser.post("/me/password/", {"old": old, "new": new, "again": new}).status_code == 302

    again = f"{NEW} 000"
    refused = li.browser.post("/me/password/", {"old": f"{NEW} 444", "new": again, "again": again})
    allowed = li.browser.post("/me/password/", {"old": f"{NEW} 444", "new": PASSWORD, "again": PASSWORD})

    assert "最近5次" in refused.content.decode()
    assert allowed.status_code == 302
    assert all(one.encoded.startswith("pbkdf2_sm3$") for one in PastPassword.objects.all())


def test_a_one_time_password_dies_unused_after_a_day(person, knock):
    li = person("li", at_the_door=True)
    User.objects.filter(pk=li.user.pk).update(
        one_time_until=clock.now() + dt.timedelta(hours=24), must_change_password=True
    )

    with clock.frozen(clock.now() + dt.timedelta(hours=25)):
        assert knock(li.browser, "li").status_code == 200
    assert knock(li.browser, "li").status_code == 302
    assert li.browser.get("/")["Location"] == "/me/password/"


@pytest.mark.parametrize(
    ("who", "facts"),
    {
        "the province's people": {"at": "610000"},
        "a system administrator": {"kind": "system"},
        "a security administrator": {"kind": "security"},
        "an auditor": {"kind": "audit"},
        "an operator": {"kind": "operator"},
        "a keeper of the province": {"at": "610000", "keeps": "610000"},
    }.items(),
)
def test_these_need_a_second_factor(who, facts, person, knock):
    someone = person("someone", at_the_door=True, factor=False, **facts)
    knock(someone.browser, "someone")

    assert someone.browser.get("/")["Location"] == "/me/second-factor/", who


def test_a_county_can_do_without_it(person, knock):
    li = person("li", at_the_door=True)
    knock(li.browser, "li")

    assert li.browser.get("/").status_code == 200


def test_a_factor_is_enrolled_and_then_asked_for(person, knock):
    head = person("head", at="610000", at_the_door=True)
    knock(head.browser, "head")
    page = head.browser.get("/me/second-factor/").content.decode()
    assert "data:image/svg" in page

    assert head.browser.post("/me/second-factor/", {"code": head.code()})["Location"] == "/"
    assert head.browser.get("/").status_code == 200

    head.browser.post("/sign-out/")
    knock(head.browser, "head")
    assert head.browser.get("/")["Location"] == "/sign-in/code/"
    # The code that turned it on is used up; the next one is not.
    assert head.browser.post("/sign-in/code/", {"code": head.code()}).status_code == 200
    assert head.browser.post("/sign-in/code/", {"code": head.code(1)}).status_code == 302
    assert head.browser.get("/").status_code == 200


def test_the_secret_of_a_factor_is_sealed(person):
    head = person("head", kind="system")
    secret = stay_secret(head)

    assert secret not in bytes(User.objects.get(pk=head.user.pk).factor_sealed)


def stay_secret(someone):
    """Open the secret of somebody's second factor."""
    from qinkang.accounts.vault import vault

    return vault().open(f"accounts_user.factor.{someone.user.pk}", bytes(someone.user.factor_sealed))


def test_a_code_is_good_once_even_at_the_same_moment(person):
    head = person("head", kind="system")
    code, at = head.code(), SignIn.objects.get()
    results = []

    def give():
        try:
            signing_in.give_code(
                at=SignIn.objects.select_related("user").get(pk=at.pk), code=code, address="192.0.2.1"
            )
            results.append("in")
        except signing_in.NotIn:
            results.append("out")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=give) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["in", "out", "out", "out"]


def test_wrong_codes_lock_and_are_audited(person, knock):
    head = person("head", kind="system", at_the_door=True)
    knock(head.browser, "head")
    for _ in range(5):
        head.browser.post("/sign-in/code/", {"code": "000000"})

    assert head.browser.post("/sign-in/code/", {"code": head.code()}).status_code == 200
    assert (
        AuditEvent.objects.filter(
            action="second_factor", outcome="refused", actor=f"user:{head.user.pk}"
        ).count()
        == 6
    )


def test_signing_in_again_does_not_wash_wrong_codes_away(person, knock):
    head = person("head", kind="system", at_the_door=True)
    for _ in range(5):
        knock(head.browser, "head")
        head.browser.post("/sign-in/code/", {"code": "000000"})

    knock(head.browser, "head")
    assert head.browser.post("/sign-in/code/", {"code": head.code()}).status_code != 302


def test_a_stay_that_was_left_is_over(person):
    li = person("li")
    token = li.browser.cookies[stay.COOKIE].value

    li.browser.post("/sign-out/")
    li.browser.cookies[stay.COOKIE] = token

    assert li.browser.get("/").status_code == 302


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example/", "\\\\elsewhere.example", "javascript:x"]
)
def test_the_door_leads_only_to_pages_of_ours(wanted, person):
    li = person("li", at_the_door=True)
    answer = li.browser.post(f"/sign-in/?next={wanted}", {"username": "li", "password": PASSWORD})

    assert answer["Location"] == "/"


def test_a_new_page_is_reached_after_signing_in(person):
    li = person("li", at_the_door=True)
    door = li.browser.get("/notices/?page=2")["Location"]

    assert li.browser.post(door, {"username": "li", "password": PASSWORD})["Location"] == "/notices/?page=2"


@pytest.fixture
def settings_of(monkeypatch):
    """Change settings for one test."""
    from django.conf import settings

    def change(**words):
        for name, value in words.items():
            monkeypatch.setattr(settings, name, value)

    return change
