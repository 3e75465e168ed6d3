"""What `accounts` asks of the packages above it: the management tree of `registry`, the keys of `records`."""

from collections.abc import Iterator

from qinkang.accounts.units import Unit
from qinkang.kernel import clock
from qinkang.records.envelope import key_number, open_envelope, seal_envelope
from qinkang.records.keys import Family, key_ring
from qinkang.records.sealing import blind_index
from qinkang.registry.models import UnitPlacement


def units_of_today() -> Iterator[Unit]:
    """Give every unit of today's tree: one query."""
    found = UnitPlacement.objects.valid(clock.today()).values_list(
        "unit_id", "unit__code", "unit__name", "unit__level", "parent_id"
    )
    return (Unit(*row) for row in found)


class RecordsVault:
    """Seals with the keys of this installation; place and label keep accounts' secrets apart from others."""

    def seal(self, place: str, content: bytes) -> bytes:
        """Seal with the key that writes now."""
        key = key_ring().writing(Family.SEAL)
        return seal_envelope(key.secret, key.number, f"v1|{place}".encode(), content)

    def open(self, place: str, envelope: bytes) -> bytes:
        """Open with the key the envelope names."""
        key = key_ring().numbered(Family.SEAL, key_number(envelope))
        return open_envelope(key.secret, f"v1|{place}".encode(), envelope)

    def index(self, label: str, value: str) -> bytes:
        """Return HMAC-SM3 under the key that writes now."""
        return blind_index(key_ring().writing(Family.INDEX).secret, label, value)
