"""The stay of a person: found again by its token, ended when it is idle or too long."""

import secrets
from datetime import datetime, timedelta

from cryptography.hazmat.primitives import hashes
from django.conf import settings

from qinkang.accounts.models import SignIn, User
from qinkang.kernel import clock

COOKIE = "qk_stay"
NOTE_EVERY = timedelta(seconds=20)  # so a page with ten requests writes once


def token_hash(token: str) -> bytes:
    """Return what the table holds of a token."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(token.encode())
    return digest.finalize()


def begin(user: User, address: str, browser: str) -> tuple[SignIn, str]:
    """Begin a stay after a right password; return it and the token for the cookie."""
    token, now = secrets.token_urlsafe(32), clock.now()
    stay = SignIn.objects.create(
        token_hash=token_hash(token),
        user=user,
        address=address,
        browser=browser[:200],
        began_at=now,
        seen_at=now,
    )
    return stay, token


def find(token: str | None, *, background: bool) -> SignIn | None:
    """Return the stay a cookie speaks of, if it still lasts; note that it was seen, unless by a machine."""
    if not token or len(token) > 100:
        return None
    stay = SignIn.objects.select_related("user").filter(token_hash=token_hash(token), ended_at=None).first()
    if stay is None or not stay.user.is_active:
        return None
    now = clock.now()
    if over := why_over(stay, now):
        end(SignIn.objects.filter(pk=stay.pk), over)
        return None
    if not background and now - stay.seen_at >= NOTE_EVERY:
        SignIn.objects.filter(pk=stay.pk, ended_at=None).update(seen_at=now)
    return stay


def why_over(stay: SignIn, now: datetime) -> SignIn.Ending | None:
    """Return why a stay can last no longer; None while it can."""
    if now - stay.began_at >= timedelta(hours=settings.STAY_HOURS):
        return SignIn.Ending.TOO_LONG
    if now - stay.seen_at >= timedelta(minutes=settings.IDLE_MINUTES):
        return SignIn.Ending.IDLE
    return None


def end(stays: object, because: SignIn.Ending) -> int:
    """End these stays that still last; return how many."""
    return stays.filter(ended_at=None).update(ended_at=clock.now(), ended_because=because)  # type: ignore[attr-defined]
