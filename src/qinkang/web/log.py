"""Errors of pages in the log: where and of what kind, never the words, which may quote a person's data."""

import logging

from qinkang.fault import places


class PlacesFormatter(logging.Formatter):
    """Writes the moment, the message (an address without its query) and the places an error went through."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")

    def formatException(self, ei: object) -> str:
        """Return kinds and places instead of the traceback with its values."""
        return places(ei[1])  # type: ignore[index]
