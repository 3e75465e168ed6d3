"""The digest by which both sides can compare what was sent."""

from cryptography.hazmat.primitives import hashes


def sm3(data: bytes) -> bytes:
    """The SM3 digest (GB/T 32905-2016), 32 bytes."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize()
