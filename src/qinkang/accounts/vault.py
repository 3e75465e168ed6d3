"""Sealing what an account keeps secret, with keys that `records` holds and stands above us.

The shell says once, at start, what seals: `sealed_by(vault)`.
"""

from typing import Protocol


class Vault(Protocol):
    """Seals and opens small secrets, and makes keyed indexes for looking up."""

    def seal(self, place: str, content: bytes) -> bytes:
        """Seal a content so that it opens in this place only."""

    def open(self, place: str, envelope: bytes) -> bytes:
        """Open what was sealed for this place."""

    def index(self, label: str, value: str) -> bytes:
        """Return a keyed index of a labelled value; equal values have equal indexes."""


_vault: Vault | None = None


def sealed_by(vault: Vault) -> None:
    """Say what seals."""
    global _vault
    _vault = vault


def vault() -> Vault:
    """Return what seals. Raises RuntimeError before anyone said so."""
    if _vault is None:
        raise RuntimeError("nobody has said what seals (accounts.vault.sealed_by)")
    return _vault
