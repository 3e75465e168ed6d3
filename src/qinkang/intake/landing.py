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
from qinkang.intake.models import Batch, Sender, State
from qinkang.intake.sealed_file import key_id_of, open_sealed, seal_stream
from qinkang.records.keys import Family, key_ring
from qinkang.registry.questions import unit_map

LABEL = b"v1|landing|"


@dataclass(frozen=True)
class Arrival:
    """What is known of a file when it arrives.

    Attributes:
        at: the moment of receipt; nothing in it may have happened later.
        live: false for history, which is neither scored nor announced.
        expected: rows that a dry run counted, None without one.
    """

    sender: Sender
    dataset: str
    file_name: str
    at: datetime
    live: bool = True
    expected: int | None = None


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
    sealed, digest = seal_whole(plain, landing_folder())
    return adopt(sealed, digest, arrival, by=by)


def adopt(sealed: Path, digest: bytes, arrival: Arrival, *, by: Acting) -> Landed:
    """Take a file that `seal_whole` has sealed into the landing place, then enter the batch.

    Args:
        sealed: where it is now, on the same disk as the landing place; it is moved.
        digest: as `seal_whole` returned it.
        arrival: what is known of it.
        by: who brought it.
    """
    if sealed.exists() or not _path(digest).exists():  # else an earlier attempt has moved it
        sealed.replace(_path(digest))
        make_durable(landing_folder())
    with deed(by):
        batch, new = Batch.objects.exclude(state=State.WITHDRAWN).get_or_create(
            sender=arrival.sender,
            dataset=arrival.dataset,
            digest=digest,
            defaults={
                "file_name": arrival.file_name,
                "size": _path(digest).stat().st_size,
                "landing": _path(digest).name,
                "live": arrival.live,
                "expected": arrival.expected,
                "received_at": arrival.at,
                "received_by": by.actor,
                "scope": seen_by(arrival.sender, arrival.at),
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
    return open_sealed_at(_path(bytes(batch.digest)))


def open_sealed_at(path: Path) -> BinaryIO:
    """The bytes of a file that was sealed under a key of the ring; raises as `open_landed`."""
    sealed = path.open("rb")
    key = key_ring().numbered(Family.FILE, key_id_of(sealed))
    return open_sealed(sealed, key=key.secret)


def seal_whole(plain: BinaryIO, folder: Path) -> tuple[Path, bytes]:
    """Seal everything that can be read, on disk for certain; return the file and its keyed hash."""
    ring = key_ring()
    mac = hmac.HMAC(ring.writing(Family.INDEX).secret, hashes.SM3())
    mac.update(LABEL)
    key = ring.writing(Family.FILE)
    with tempfile.NamedTemporaryFile(dir=folder, prefix="arriving-", delete=False) as out:
        seal_stream(_Hashed(plain, mac), out, key=key.secret, key_id=key.number)
        out.flush()
        os.fsync(out.fileno())
    return Path(out.name), mac.finalize()


class _Hashed:
    """A stream that is hashed as it is read."""

    def __init__(self, plain: BinaryIO, mac: hmac.HMAC) -> None:
        self._plain = plain
        self._mac = mac

    def read(self, size: int = -1) -> bytes:
        piece = self._plain.read(size)
        self._mac.update(piece)
        return piece


def landing_folder() -> Path:
    """Where sealed files lie."""
    folder = home.var() / "landing"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def seen_by(sender: Sender, at: datetime) -> list[int]:
    """The units that see what a sender sends, with their superiors."""
    return unit_map(at.date()).scope(iter([sender.unit_id]))


def make_durable(folder: Path) -> None:
    """Make sure that a new name in the folder outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _path(digest: bytes) -> Path:
    return landing_folder() / f"{digest.hex()}.sealed"
