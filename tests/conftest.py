"""What every test may use: no network but our own machine, and one embedded PostgreSQL for all."""

import ipaddress
import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from qinkang.supervisor import Database, running


class NetworkIsClosed(AssertionError):
    """A test tried to reach another machine."""


def stays_here(host: object) -> bool:
    """Tell whether an address or name means this machine."""
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def network_is_closed() -> Iterator[None]:
    """Refuse connections and name look-ups that leave this machine."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guard(address: object) -> None:
        if isinstance(address, tuple) and not stays_here(address[0]):
            raise NetworkIsClosed(f"a test tried to reach {address[0]}")

    def guarded_connect(self: socket.socket, address: object) -> None:
        guard(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: object) -> int:
        guard(address)
        return connect_ex(self, address)

    def guarded_look_up(host: object, *args: object, **options: object) -> object:
        guard((host,))
        return look_up(host, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


@pytest.fixture(autouse=True)
def environment_stays() -> Iterator[None]:
    """Take back what a test's commands told the processes they would start: they set it for themselves, and end."""
    before = dict(os.environ)
    yield
    if os.environ != before:
        for name in set(os.environ) - set(before):
            del os.environ[name]
        os.environ.update(before)


@pytest.fixture(scope="session")
def place() -> Iterator[Path]:
    """Give a folder that PostgreSQL's account can reach too, when root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="qk-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def hurried() -> dict[str, str]:
    """Give settings for clusters that nobody will miss after a power cut."""
    return {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "64MB"}


@pytest.fixture(scope="session")
def postgres(place: Path, hurried: dict[str, str]) -> Iterator[Database]:
    """Run one embedded PostgreSQL for the whole session, in a hurry: a crash may lose its data.

    The owner may make databases here, because pytest-django makes its own.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATABASE_URL", "QK_OWNER_URL"):
            patch.delenv(name, raising=False)
        with running(place / "var", hurried, place / "shared") as database:
            with psycopg.connect(database.url("qk_admin"), autocommit=True) as admin:
                admin.execute("ALTER ROLE qk_owner CREATEDB")
            yield database


@pytest.fixture
def database_url(postgres: Database) -> Callable[[str], str]:
    """Give the address of the session's database for a role, `database_url("qk_web")`."""
    return postgres.url
