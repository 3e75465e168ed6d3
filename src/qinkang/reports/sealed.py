"""Where finished workbooks rest: sealed under a drawn name, until they expire."""

from __future__ import annotations

import io
import os
import secrets
from pathlib import Path

from qinkang import home
from qinkang.intake.sealed_file import key_id_of, open_sealed, seal_stream
from qinkang.records.keys import Family, key_ring


def folder() -> Path:
    """Return the folder of workbooks."""
    found = home.var() / "exports"
    found.mkdir(mode=0o700, exist_ok=True)
    return found


def put_away(content: bytes) -> str:
    """Seal a workbook; return the name of its file once it is on disk."""
    key = key_ring().writing(Family.FILE)
    name = f"{secrets.token_hex(16)}.sealed"
    with os.fdopen(os.open(folder() / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        seal_stream(io.BytesIO(content), out, key=key.secret, key_id=key.number)
        out.flush()
        os.fsync(out.fileno())
    return name


def fetch(name: str) -> bytes:
    """Return a workbook. Raises FileNotFoundError where it was deleted, Tampered where it was changed."""
    with (folder() / name).open("rb") as sealed:
        key = key_ring().numbered(Family.FILE, key_id_of(sealed))
        return open_sealed(sealed, key=key.secret).read()


def delete(name: str) -> None:
    """Delete a workbook, if it is there."""
    (folder() / name).unlink(missing_ok=True)
