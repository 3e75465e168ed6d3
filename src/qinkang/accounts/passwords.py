"""How a password is stored, what a good one is, and how a one-time one is made.

Stored as PBKDF2-HMAC-SM3 (GB/T 39786-2021 8.4 a, e). The policy is the usual reading of GB/T 22239-2019
8.1.4.1 a; its numbers are settings, not the standard's words.
"""

import base64
import secrets
import unicodedata

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password

from qinkang.accounts.models import PastPassword, User

LONG, ENOUGH_WITH_CLASSES, CLASSES, LONGEST = 12, 10, 3, 128
HISTORY = 5
ONE_TIME_LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none is taken for another
BANNED = (
    "qinkang", "秦康", "shaanxi", "shanxi", "xian", "weijian", "password", "passwd", "admin", "root", "test",
    "welcome", "letmein", "iloveyou", "qwerty", "qwert", "asdf", "zxcv", "1qaz", "abc123", "a123456", "woaini",
    "mima", "p@ss", "pa55", "5201314", "1314520",
)  # fmt: skip
RUNS = ("0123456789", "9876543210", "abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba")


class PBKDF2SM3PasswordHasher(PBKDF2PasswordHasher):
    """Django's PBKDF2 with HMAC-SM3, from the library that brings its own SM3 wherever we run."""

    algorithm = "pbkdf2_sm3"

    @property
    def iterations(self) -> int:  # type: ignore[override]
        """Return how often the hash is repeated; 300,000 take about 0.4 s."""
        return int(settings.PASSWORD_ITERATIONS)

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        """Return algorithm, iterations, salt and hash."""
        self._check_encode_args(password, salt)
        times = iterations or self.iterations
        derive = PBKDF2HMAC(algorithm=hashes.SM3(), length=32, salt=salt.encode(), iterations=times)
        return (
            f"{self.algorithm}${times}${salt}${base64.b64encode(derive.derive(password.encode())).decode()}"
        )


def findings(password: str, user: User) -> list[str]:
    """Return what is wrong with a new password, in sentences; empty for a good one."""
    found = []
    kinds = {kind(character) for character in password}
    if len(password) < LONG and not (len(password) >= ENOUGH_WITH_CLASSES and len(kinds) >= CLASSES):
        found.append(
            f"口令至少{LONG}位；含大写字母、小写字母、数字、符号中三类的，至少{ENOUGH_WITH_CLASSES}位。"
        )
    if len(password) > LONGEST:
        found.append(f"口令最多{LONGEST}位。")
    plain = unicodedata.normalize("NFKC", password).lower()
    if len(set(plain)) < 5:
        found.append("口令中不同的字符太少。")
    told = [word for word in (user.username, user.username[::-1]) if len(word) > 2]
    if any(word in plain for word in (*told, user.name.lower()) if word):
        found.append("口令不能包含用户名或姓名。")
    if word := next((word for word in BANNED if word in plain), None):
        found.append(f"口令不能包含容易被猜到的词（{word}）。")
    if any(run[at : at + 5] in plain for run in RUNS for at in range(len(run) - 4)):
        found.append("口令不能包含五位以上的连续数字或字母。")
    if not found and was_used(password, user):
        found.append(f"口令不能与最近{HISTORY}次用过的相同。")
    return found


def kind(character: str) -> str:
    """Return the class a character counts for."""
    if character.isdigit():
        return "digit"
    if character.isalpha() and character.isascii():
        return "upper" if character.isupper() else "lower"
    return "other"


def was_used(password: str, user: User) -> bool:
    """Tell whether it is one of the account's last passwords."""
    past = PastPassword.objects.filter(user=user).order_by("-set_at", "-id")[:HISTORY]
    return any(check_password(password, one.encoded) for one in past)


def one_time_password() -> str:
    """Return a random password for one sign-in: 16 letters and digits, about 92 bits."""
    return "".join(secrets.choice(ONE_TIME_LETTERS) for _ in range(16))
