"""`./qk createadmin`: one kind per person, and a password that works once."""

import argparse
import io

import pytest
from tests.database import ready  # noqa: F401
from tests.database.accounts.conftest import invented_id

from qinkang.commands import createadmin
from qinkang.mistake import Mistake


@pytest.fixture
def create(db, monkeypatch):
    """Run the command with what is fed in."""

    def run(kind, username, number):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{number}\n"))
        return createadmin.run(argparse.Namespace(kind=kind, username=username, name="某人"))

    return run


def test_the_password_it_prints_lets_in_and_must_be_changed(create, capsys, client):
    assert create("system", "chief", invented_id(1)) == 0
    password = capsys.readouterr().out.strip().rpartition("：")[2]

    assert client.post("/sign-in/", {"username": "chief", "password": password}).status_code == 302
    assert client.get("/")["Location"] == "/me/password/"


def test_a_person_is_never_two_administrators(create):
    create("system", "chief", invented_id(1))

    with pytest.raises(Mistake, match="系统管理员"):
        create("security", "other", invented_id(1))
    assert create("security", "other", invented_id(2)) == 0


@pytest.mark.parametrize("number", ["", "610323199901011234"])
def test_a_wrong_number_makes_nobody_and_is_not_repeated(create, number):
    with pytest.raises(Mistake) as told:
        create("audit", "auditor", number)
    assert not number or number not in str(told.value)


def test_a_fresh_installation_has_nobody_who_can_sign_in(db):
    from qinkang.accounts.models import User

    assert not User.objects.exists()


@pytest.fixture
def client(person):
    """Give a browser nobody has signed in with."""
    return person("nobody", at_the_door=True).browser
