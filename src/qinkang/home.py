"""Where this installation keeps what it writes."""

import os
from pathlib import Path


def checkout() -> Path:
    """Return the folder that holds `qk`, `src` and `lock`."""
    return Path(__file__).resolve().parents[2]


def var() -> Path:
    """Return the private folder for data, secrets and logs; made if it is not there.

    `QK_VAR` names another one. The mode of a folder that exists already is left alone.
    """
    folder = Path(os.environ.get("QK_VAR") or checkout() / "var").resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def logs() -> Path:
    """Return the folder for logs, made if it is not there."""
    folder = var() / "log"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
