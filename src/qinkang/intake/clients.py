"""Keeping the programs that deliver over HTTP: their accounts, secrets and tokens.

OAuth 2.0 with client credentials (RFC 6749 4.4). Secrets and tokens have 256 random bits, so a plain
hash keeps them; while a secret is renewed the old one holds for some days more.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.accounts.stay import token_hash
from qinkang.intake.models import AccessToken, Client, ClientSecret, Sender
from qinkang.kernel import clock
from qinkang.mistake import Mistake
from qinkang.standards.dataset import DATASETS

LONGEST = 200  # characters of anything a stranger may show us


def make_client(sender: Sender, datasets: Collection[str], *, by: Acting) -> tuple[Client, str]:
    """Make an account for a program of a sender; return it and its secret, which is shown this once.

    Raises:
        Mistake: no data set, or one that is not known.
    """
    if not datasets or not set(datasets) <= set(DATASETS):
        raise Mistake("请至少选择一个数据集。")
    with deed(by):
        client = Client.objects.create(
            sender=sender,
            client_id=f"{sender.code.lower()}-{secrets.token_hex(4)}",
            datasets=sorted(datasets),
            made_by=by.actor,
            made_at=clock.now(),
        )
        secret = _new_secret(client)
        audit("make_client", "intake_client", client.pk)
    return client, secret


def renew_secret(client: Client, *, by: Acting) -> str:
    """Give a client a new secret; the ones before hold for the days of changing over, then no more."""
    last_day = clock.now() + timedelta(days=settings.CLIENT_SECRET_OVERLAP_DAYS)
    with deed(by):
        client.secrets.filter(until__gt=last_day).update(until=last_day)
        secret = _new_secret(client)
        audit("renew_secret", "intake_client", client.pk)
    return secret


def end_client(client: Client, *, by: Acting) -> None:
    """Close an account at once: its secrets and tokens hold no more."""
    now = clock.now()
    with deed(by):
        Client.objects.filter(pk=client.pk, ended_at=None).update(ended_at=now)
        client.secrets.filter(until__gt=now).update(until=now)
        client.tokens.filter(expires_at__gt=now).update(expires_at=now)
        audit("end_client", "intake_client", client.pk)


def authenticated(client_id: str, secret: str) -> Client | None:
    """Return the client that shows its name and secret; None for anybody else."""
    if not client_id or max(len(client_id), len(secret)) > LONGEST:
        return None
    now = clock.now()
    right = ClientSecret.objects.filter(
        digest=token_hash(secret), since__lte=now, until__gt=now, client__client_id=client_id,
        client__ended_at=None, client__sender__active=True,
    )  # fmt: skip
    found = right.select_related("client__sender").first()
    return found.client if found else None


@transaction.atomic
def issue_token(client: Client, datasets: Collection[str]) -> str:
    """Return a token for some of the client's data sets; tokens that have run out are cleared away."""
    now = clock.now()
    token = secrets.token_urlsafe(32)
    client.tokens.filter(expires_at__lte=now).delete()
    AccessToken.objects.create(
        client=client,
        digest=token_hash(token),
        datasets=sorted(datasets),
        expires_at=now + timedelta(seconds=settings.CLIENT_TOKEN_SECONDS),
    )
    return token


def token_shown(token: str) -> AccessToken | None:
    """Return what a token stands for, while it holds."""
    if not token or len(token) > LONGEST:
        return None
    holds = Q(expires_at__gt=clock.now(), client__ended_at=None, client__sender__active=True)
    return (
        AccessToken.objects.select_related("client__sender").filter(holds, digest=token_hash(token)).first()
    )


def _new_secret(client: Client) -> str:
    now = clock.now()
    secret = secrets.token_urlsafe(32)
    ClientSecret.objects.create(
        client=client,
        digest=token_hash(secret),
        since=now,
        until=now + timedelta(days=settings.CLIENT_SECRET_DAYS),
    )
    return secret
