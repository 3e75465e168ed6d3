"""Check-ups of two counties, and somebody who may export those of one."""

import psycopg
import pytest
from tests.database.elderly.conftest import (  # noqa: F401  - fixtures by name
    act,
    audited,
    db,
    filled,
    person,
    unit,
)

from qinkang.pipeline.everywhere import everywhere
from qinkang.reports.making import make_next


@pytest.fixture
def exporter(filled, person, database_url):  # noqa: F811
    """Give an officer of 岐山县 who may look and export; forget exports afterwards."""
    yield person("exporter", at="610323", rights=[("elderly", "view"), ("elderly", "export")])
    with psycopg.connect(database_url("qk_owner"), autocommit=True) as owner:
        owner.execute("TRUNCATE reports_export")


@pytest.fixture
def make(filled):  # noqa: F811
    """Make everything that waits, as the worker does; give how many."""

    def all_of_them() -> int:
        made = 0
        while make_next(everywhere("job:exports", "生成导出文件")):
            made += 1
        return made

    return all_of_them
