"""Accounts of programs: made, renewed and closed by those who review the sender's unit; secrets shown once."""

import re

import pytest
from tests.database.intake.conftest import text

from qinkang.intake.clients import authenticated
from qinkang.intake.models import Client, ClientSecret


@pytest.fixture
def sender(province):
    return province.sender("BJ", "SX-610300")


@pytest.fixture
def reviewer(sender, officer):
    return officer("610300", "view", "review")


def made(reviewer, sender, **given):
    given = given or {"datasets": ["elderly.health_check"]}
    return reviewer.post(f"/elderly/senders/{sender.pk}/programs/new/", given)


def secret_in(answer) -> str:
    (found,) = re.findall(r'class="secret">([\w-]+)<', answer.content.decode())
    return found


def test_an_account_is_made_and_its_secret_shown_once(reviewer, sender, audited):
    answer = made(reviewer, sender)

    client = Client.objects.get()
    assert authenticated(client.client_id, secret_in(answer)) == client
    assert answer["Cache-Control"] == "no-store"
    listed = reviewer.get(f"/elderly/senders/{sender.pk}/programs/")
    assert client.client_id in text(listed) and secret_in(answer) not in listed.content.decode()
    assert "make_client" in {action for action, *_ in audited()}
    assert secret_in(answer).encode() not in bytes(ClientSecret.objects.get().digest)


def test_nothing_is_made_without_a_data_set(reviewer, sender):
    assert made(reviewer, sender, datasets=[]).status_code == 400
    assert made(reviewer, sender, datasets=["maternal.nothing"]).status_code == 400
    assert not Client.objects.exists()


def test_a_secret_is_renewed_and_the_account_closed(reviewer, sender):
    first = secret_in(made(reviewer, sender))
    client = Client.objects.get()
    at = f"/elderly/senders/{sender.pk}/programs/{client.pk}"

    second = secret_in(reviewer.post(f"{at}/renew/"))
    assert authenticated(client.client_id, first) and authenticated(client.client_id, second)

    assert reviewer.post(f"{at}/end/").status_code == 302
    assert authenticated(client.client_id, first) is authenticated(client.client_id, second) is None
    assert reviewer.post(f"{at}/renew/").status_code == 404
    assert "已停用" in text(reviewer.get(f"/elderly/senders/{sender.pk}/programs/"))


def test_a_stranger_or_who_only_enters_gets_nothing(province, reviewer, sender, officer):
    made(reviewer, sender)
    client = Client.objects.get()
    base = f"/elderly/senders/{sender.pk}/programs/"
    stranger, enters = officer("610700", "view", "review"), officer("610300", "view", "enter")

    for who, status in ((stranger, 404), (enters, 403)):
        assert who.get(base).status_code == status
        for path in ("new/", f"{client.pk}/renew/", f"{client.pk}/end/"):
            assert who.post(base + path, {"datasets": ["elderly.health_check"]}).status_code == status
    assert Client.objects.filter(ended_at=None).count() == 1
