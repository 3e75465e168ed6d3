"""Lock-out: who tried in vain too often waits. Counted in the database, so in every process and after a restart.

A try is counted *before* the password is looked at, in its own statement, and taken back when it was right:
twenty at once therefore get no more looks than twenty in a row.
"""

from datetime import timedelta

from django.conf import settings
from django.db import connection

from qinkang.accounts.models import Tries
from qinkang.accounts.vault import vault
from qinkang.kernel import clock


def subjects(username: str, address: str) -> dict[bytes, int]:
    """Return whom a try is counted against, each with how many are allowed.

    A name is counted whether or not it is an account's, so an answer tells nothing. Behind one address
    may sit a whole hospital: it is allowed more.
    """
    index = vault().index
    return {
        index("tries of account v1", username.strip().lower()[:64]): settings.LOCK_AFTER,
        index("tries of address v1", address): settings.LOCK_ADDRESS_AFTER,
    }


def count(username: str, address: str) -> bool:
    """Count a try; return False where it is one too many, for the account or for the address."""
    allowed = True
    now = clock.now()
    since = now - timedelta(minutes=settings.LOCK_MINUTES)
    for subject, limit in sorted(subjects(username, address).items()):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO accounts_tries AS t (subject, count, last_at) VALUES (%(subject)s, 1, %(now)s)"
                " ON CONFLICT (subject) DO UPDATE SET"
                " count = CASE WHEN t.last_at < %(since)s THEN 1 ELSE LEAST(t.count + 1, 1000000) END,"
                " last_at = CASE WHEN t.last_at < %(since)s OR t.count < %(limit)s THEN %(now)s ELSE t.last_at END"
                " RETURNING count",
                {"subject": subject, "now": now, "since": since, "limit": limit},
            )
            allowed = cursor.fetchone()[0] <= limit and allowed
    return allowed


def take_back(username: str, address: str) -> None:
    """Forget the tries of an account that got in; its address gets back only this one."""
    account, _ = subjects(username, address)
    for subject in sorted(subjects(username, address)):  # as `count` does, or two at once wait for each other
        if subject == account:
            Tries.objects.filter(subject=subject).delete()
        else:
            _give_one_back(subject)


def give_back(username: str, address: str) -> None:
    """Take back only the try just counted: the password was right, but the second factor is still to come."""
    for subject in sorted(subjects(username, address)):
        _give_one_back(subject)


def _give_one_back(subject: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_tries SET count = GREATEST(count - 1, 0) WHERE subject = %s", [subject]
        )
