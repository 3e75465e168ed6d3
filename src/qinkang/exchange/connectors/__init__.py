"""One folder per outside system; the folder is the registry.

A connector is a package here whose module `connector` has one class `CONNECTOR` with
`connected(connection)`. Adding one is adding a folder: README.md in this folder says how.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
from dataclasses import dataclass, field
from typing import Any

from qinkang.exchange.connector import Connector
from qinkang.mistake import Mistake


@dataclass(frozen=True)
class Connection:
    """Where a system is and as whom we speak to it.

    Attributes:
        url: its address, without a path behind the service's root.
        client_id, client_secret: our credentials there.
        source_org: our unified social credit code, as their register has us.
        patience: seconds to wait for an answer, and again before asking about a call that broke.
    """

    url: str
    client_id: str
    client_secret: str = field(repr=False)
    source_org: str
    patience: float = 60.0

    @classmethod
    def from_environment(cls, code: str) -> Connection:
        """Read `QK_<CODE>_URL`, `_CLIENT`, `_SECRET`, `_ORG`, and `_PATIENCE` if it is set.

        Raises:
            Mistake: one of the first four is not set, or the last is no number of seconds.
        """
        prefix = f"QK_{code.upper()}_"
        names = [prefix + what for what in ("URL", "CLIENT", "SECRET", "ORG")]
        missing = [name for name in names if not os.environ.get(name)]
        if missing:
            raise Mistake(
                f"没有设置环境变量 {'、'.join(missing)}，无法连接 {code}。请在运行环境中设置后重试。"
            )
        patience = os.environ.get(f"{prefix}PATIENCE") or "60"
        if not re.fullmatch(r"\d+(\.\d+)?", patience):
            raise Mistake(f"环境变量 {prefix}PATIENCE 应为秒数，现在是“{patience}”。")
        url, client, secret, org = (os.environ[name] for name in names)
        return cls(url, client, secret, org, float(patience))


def codes() -> list[str]:
    """The systems there are, by folder."""
    return sorted(found.name for found in pkgutil.iter_modules(__path__) if found.ispkg)


def connect(code: str, connection: Connection | None = None) -> Connector:
    """Return the connector of a system, reading the environment where no connection is given.

    Raises:
        Mistake: there is no such system, or the environment does not say where it is.
    """
    made: Connector = kind(code).connected(connection or Connection.from_environment(code))
    return made


def kind(code: str) -> Any:
    """Return the class of a system's connector. Raises Mistake where there is no such system."""
    if code not in codes():
        raise Mistake(f"没有名为 {code} 的对外连接。现有：{'、'.join(codes())}。")
    return importlib.import_module(f"{__name__}.{code}.connector").CONNECTOR


def title(code: str) -> str:
    """Return a system's Chinese name; its code where its connector has gone."""
    return str(kind(code).title) if code in codes() else code


def can_ask(code: str) -> bool:
    """Whether a system can tell what it has."""
    return code in codes() and bool(kind(code).can_ask)


def by_hand(code: str) -> bool:
    """Whether people carry files to a system."""
    return code in codes() and bool(kind(code).by_hand)
