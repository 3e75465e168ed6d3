"""The folder of connectors is the registry: a new system is a new folder."""

import shutil
import sys
import textwrap
from pathlib import Path

import pytest

from qinkang.exchange import connectors
from qinkang.exchange.connectors import Connection
from qinkang.exchange.outcomes import Receipt, Ref
from qinkang.exchange.targets import targets_of
from qinkang.mistake import Mistake

NEAREST = Path(connectors.__file__).parent / "national_elderly"


@pytest.fixture
def third(tmp_path, monkeypatch):
    """Begin a connector as README.md says: a copy of the nearest, with its own words."""
    folder = tmp_path / "county_hub"
    shutil.copytree(NEAREST, folder)
    (folder / "connector.py").write_text(
        textwrap.dedent("""
            from qinkang.exchange.outcomes import Receipt

            class CountyHub:
                code = "county_hub"
                title = "区县交换平台"
                sends = frozenset({"elderly.health_check"})
                batch, in_flight, longest_call, settles_after, can_ask, by_hand = 1, 1, 1.0, 1.0, False, False

                def __init__(self, connection):
                    self.connection = connection

                @classmethod
                def connected(cls, connection):
                    return cls(connection)

                @staticmethod
                def names(dataset):
                    return {}

                @staticmethod
                def write(row):
                    return str(row.ref).encode()

                def send(self, dataset, messages):
                    return {ref: Receipt(text.decode()) for ref, text in messages.items()}

            CONNECTOR = CountyHub
        """)
    )
    monkeypatch.setattr(connectors, "__path__", [*connectors.__path__, str(tmp_path)])
    targets_of.cache_clear()
    yield
    targets_of.cache_clear()
    for name in [name for name in sys.modules if name.startswith("qinkang.exchange.connectors.county_hub")]:
        del sys.modules[name]


def test_a_folder_is_a_connector(third, announced):
    hub = connectors.connect("county_hub", Connection("http://hub.example", "us", "secret", "org"))
    row = announced("s-9", 4)

    assert connectors.codes() == ["county_hub", "manual_national_elderly", "national_elderly"]
    assert targets_of("elderly.health_check") == ("county_hub", "national_elderly")
    assert hub.send(row.dataset, {row.ref: hub.write(row)}) == {Ref("s-9", 4): Receipt("s-9@4")}
    assert (connectors.title("county_hub"), connectors.can_ask("county_hub")) == ("区县交换平台", False)


def test_every_connector_says_first_what_it_can_promise():
    for code in connectors.codes():
        text = (NEAREST.parent / code / "README.md").read_text(encoding="utf-8")
        assert "can promise" in text.split("\n\n")[1], code


def test_every_connector_has_what_the_loop_asks_for():
    wanted = {
        "code",
        "title",
        "sends",
        "batch",
        "in_flight",
        "can_ask",
        "by_hand",
        "names",
        "write",
        "send",
        "ask",
        "connected",
    }
    for code in connectors.codes():
        kind = connectors.kind(code)
        assert kind.code == code
        assert {name for name in wanted if not hasattr(kind, name)} == set(), code


def test_an_unknown_system_is_named_with_those_there_are():
    with pytest.raises(Mistake, match=r"nowhere.*national_elderly"):
        connectors.connect("nowhere")


def test_the_environment_says_where_a_system_is(monkeypatch):
    for name, value in {"URL": "http://peer.example", "CLIENT": "us", "SECRET": "s", "ORG": "o"}.items():
        monkeypatch.setenv(f"QK_NATIONAL_ELDERLY_{name}", value)

    assert Connection.from_environment("national_elderly") == Connection(
        "http://peer.example", "us", "s", "o", 60.0
    )

    monkeypatch.setenv("QK_NATIONAL_ELDERLY_PATIENCE", "2.5")
    assert Connection.from_environment("national_elderly").patience == 2.5

    monkeypatch.setenv("QK_NATIONAL_ELDERLY_PATIENCE", "soon")
    with pytest.raises(Mistake, match="PATIENCE"):
        Connection.from_environment("national_elderly")


def test_what_the_environment_lacks_is_named(monkeypatch):
    monkeypatch.delenv("QK_NATIONAL_ELDERLY_SECRET", raising=False)

    with pytest.raises(Mistake, match="QK_NATIONAL_ELDERLY_SECRET"):
        Connection.from_environment("national_elderly")
