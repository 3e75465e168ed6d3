"""The envelope: SM4-GCM in one fixed, self-describing form.

`0x01 form | 0x01 SM4-GCM, 96-bit nonce, 128-bit tag | key number u32be | nonce 12 | tag 16 | ciphertext`,
34 bytes more than what is inside. The associated data names the place it belongs to, so that an
envelope moved elsewhere does not open.
"""

import os
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

HEAD = struct.Struct(">BBI")
NONCE, TAG = 12, 16
OVERHEAD = HEAD.size + NONCE + TAG


class NoEnvelope(ValueError):
    """These bytes are no envelope of a form we know."""


def seal_envelope(
    key: bytes, number: int, belongs_to: bytes, content: bytes, nonce: bytes | None = None
) -> bytes:
    """Seal some bytes for one place. A nonce is given only to repeat a published example."""
    nonce = os.urandom(NONCE) if nonce is None else nonce
    box = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    box.authenticate_additional_data(belongs_to)
    sealed = box.update(content) + box.finalize()
    return HEAD.pack(1, 1, number) + nonce + box.tag + sealed


def key_number(envelope: bytes) -> int:
    """Return the number of the key that sealed it; raises NoEnvelope."""
    if len(envelope) < OVERHEAD or envelope[:2] != b"\x01\x01":
        raise NoEnvelope("not an envelope of form 1 with SM4-GCM")
    return int(HEAD.unpack_from(envelope)[2])


def open_envelope(key: bytes, belongs_to: bytes, envelope: bytes) -> bytes:
    """Return what is inside.

    Raises:
        InvalidTag: another key, another place, or a changed byte.
        NoEnvelope: something else altogether.
    """
    key_number(envelope)
    nonce = envelope[HEAD.size : HEAD.size + NONCE]
    tag = envelope[HEAD.size + NONCE : OVERHEAD]
    box = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    box.authenticate_additional_data(belongs_to)
    return box.update(envelope[OVERHEAD:]) + box.finalize()


__all__ = ["OVERHEAD", "InvalidTag", "NoEnvelope", "key_number", "open_envelope", "seal_envelope"]
