"""Landing: bytes come first, whole and sealed, before anybody asks what they mean."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives import hashes, hmac

from qinkang import home
from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.intake.models import Batch, Sender
from qinkang.intake.sealed_file import key_id_of, open_sealed, seal_stream
from qinkang.records.keys import Family, KeyRing, key_ring
from qinkang.registry.questions import unit_map

LABEL = b"v1|landing|"


@dataclass(frozen=True)
class Arrival:
    """What is known of a file when it arrives.

    Attributes:
        at: the moment of receipt; nothing in it may have happened later.
        live: false for history, which is neither scored nor announced.
    """

    sender: Sender
    dataset: str
    file_name: str
    at: datetime
    live: bool = True


@dataclass(frozen=True)
class Landed:
    """A batch that rests in the landing place.

    Attributes:
        again: the same bytes had arrived before; this is the batch of that time, untouched.
    """

    batch: Batch
    again: bool


def land(plain: BinaryIO, arrival: Arrival, *, by: Acting) -> Landed:
    """Seal the bytes, make sure that they are on disk, then enter the batch.

    Dying in between leaves at most a sealed file without a batch: the sender was told nothing and sends
    again, to the same name.
    """
    ring = key_ring()
    digest = _store(plain, ring)
    scope = _seen_by(arrival)
    with deed(by):
        batch, new = Batch.objects.get_or_create(
            sender=arrival.sender,
            dataset=arrival.dataset,
            digest=digest,
            defaults={
                "file_name": arrival.file_name,
                "size": _path(digest).stat().st_size,
                "landing": _path(digest).name,
                "live": arrival.live,
                "received_at": arrival.at,
                "received_by": by.actor,
                "scope": scope,
            },
        )
        audit("land", "intake_batch", batch.pk)
    return Landed(batch, again=not new)


def open_landed(batch: Batch) -> BinaryIO:
    """The bytes of a batch, decrypted as they are read.

    Raises:
        Tampered: the sealed file was changed.
        Mistake: it was sealed under a key that is not on the ring.
    """
    sealed = _path(bytes(batch.digest)).open("rb")
    key = key_ring().numbered(Family.FILE, key_id_of(sealed))
    return open_sealed(sealed, key=key.secret)


def _store(plain: BinaryIO, ring: KeyRing) -> bytes:
    """Write the sealed file under its keyed hash and return the hash."""
    mac = hmac.HMAC(ring.writing(Family.INDEX).secret, hashes.SM3())
    mac.update(LABEL)
    key = ring.writing(Family.FILE)
    folder = _folder()
    with tempfile.NamedTemporaryFile(dir=folder, prefix="arriving-", delete=False) as out:
        seal_stream(_Hashed(plain, mac), out, key=key.secret, key_id=key.number)
        out.flush()
        os.fsync(out.fileno())
    digest = mac.finalize()
    Path(out.name).replace(_path(digest))
    _make_durable(folder)
    return digest


class _Hashed:
    """A stream that is hashed as it is read."""

    def __init__(self, plain: BinaryIO, mac: hmac.HMAC) -> None:
        self._plain = plain
        self._mac = mac

    def read(self, size: int = -1) -> bytes:
        piece = self._plain.read(size)
        self._mac.update(piece)
        return piece


def _folder() -> Path:
    folder = home.var() / "landing"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _path(digest: bytes) -> Path:
    return _folder() / f"{digest.hex()}.sealed"


def _make_durable(folder: Path) -> None:
    """Make sure that a new name in the folder outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _seen_by(arrival: Arrival) -> list[int]:
    return unit_map(arrival.at.date()).scope(iter([arrival.sender.unit_id]))
