"""Small declared data sets, forgotten again after each test."""

from collections.abc import Callable
from typing import Any

import pytest

from qinkang.standards.dataset import DATASETS, Dataset, dataset
from qinkang.standards.field import Day, Need, Text

SETTINGS: dict[str, Any] = {
    "code": "invented.visit",
    "title": "随访",
    "standard": "随访表",
    "edition": "2017",
    "key": ("visited_on", "org"),
    "happened_on": "visited_on",
    "seen_by": ("org",),
}


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Dataset]:
    """Declare a data set with a day, an institution and the given members."""
    monkeypatch.setattr("qinkang.standards.dataset.DATASETS", dict(DATASETS))

    def declared(
        doc: str | None = "一行是一次随访。",
        settings: dict[str, Any] | None = None,
        blocks: tuple[type, ...] = (),
        **members: Any,
    ) -> Dataset:
        usual = {"visited_on": Day("随访日期", need=Need.KEY), "org": Text("随访机构", need=Need.KEY)}
        return dataset(**SETTINGS | (settings or {}))(
            type("Visit", blocks, {"__doc__": doc} | usual | members)
        )

    return declared
