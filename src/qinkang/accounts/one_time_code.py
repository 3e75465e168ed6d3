"""The second factor: a code of six digits that changes every thirty seconds (RFC 6238).

HMAC-SHA-1, because that is what every authenticator app computes. A code is good once.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote

SECONDS, DIGITS, SECRET_BYTES = 30, 6, 20
EARLIER_OR_LATER = 1  # steps that clocks may differ


def new_secret() -> bytes:
    """Return a random secret."""
    return secrets.token_bytes(SECRET_BYTES)


def step_at(moment: datetime) -> int:
    """Return the number of the step in which a moment lies."""
    return int(moment.timestamp()) // SECONDS


def code(secret: bytes, step: int) -> str:
    """Return the code of a step (RFC 4226 §5.3)."""
    digest = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    at = digest[-1] & 0x0F
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def matching_step(secret: bytes, given: str, moment: datetime) -> int | None:
    """Return the step to which a code belongs, near a moment; None where it belongs to none."""
    now = step_at(moment)
    for step in range(now - EARLIER_OR_LATER, now + EARLIER_OR_LATER + 1):
        if hmac.compare_digest(code(secret, step).encode(), given.strip().encode()):
            return step
    return None


def spelled(secret: bytes) -> str:
    """Return the secret as people type it: base32 in groups of four."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def address(secret: bytes, username: str, issuer: str) -> str:
    """Return what the QR code holds."""
    text = base64.b32encode(secret).decode().rstrip("=")
    name = quote(f"{issuer}:{username}", safe=":")
    return f"otpauth://totp/{name}?secret={text}&issuer={quote(issuer)}&digits={DIGITS}&period={SECONDS}"
