"""A province in which senders send, and officers of cities who look at it in their browsers."""

import io
import re
from collections.abc import Iterator

import psycopg
import pytest
from tests.database.accounts.conftest import (  # noqa: F401  - fixtures by name
    act,
    audited,
    db,
    person,
    unit,
)
from tests.database.pipeline.conftest import GOOD, TABLES, Province
from tests.database.ready import become

from qinkang.intake.agreements import Terms, agree
from qinkang.pipeline.marking import mark_next
from qinkang.pipeline.take_in import take_in_next
from qinkang.pipeline.trying import try_next
from qinkang.pipeline.withdrawing import void_missing, withdraw_next

OTHER = {"体检编号": "QS-2", "姓名": "诸葛试验", "身份证号": "610323195002020046"}
DATASET = "elderly.health_check"


@pytest.fixture
def province(laid_out, database_url, db) -> Iterator[Province]:  # noqa: F811
    """Give a province in which nothing has arrived yet; be the web, and the worker for what it does."""
    with psycopg.connect(database_url("qk_owner"), autocommit=True) as owner:
        owner.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")
    yield Working()


class Working(Province):
    """What arrives, taken in by the worker while the browser is the web's."""

    def agrees(self, whole=False, sender="BJ") -> None:
        """Let a sender of 宝鸡市 send check-ups."""
        before = become("qk_worker")
        agree(self.sender(sender), "elderly", [Terms(DATASET, whole=whole)], by=self.by)
        become(before)

    def works(self) -> None:
        """Do as the worker does, until nothing is left to do."""
        before = become("qk_worker")
        for step in (try_next, take_in_next, withdraw_next, void_missing, mark_next):
            while step():
                pass
        become(before)

    def takes(self, *rows, **options):
        before = become("qk_worker")
        try:
            return super().takes(*rows, **options)
        finally:
            become(before)


@pytest.fixture
def officer(province, person):  # noqa: F811
    """Give the browser of somebody with duties in a unit: `officer("610300", "enter")`."""

    def signed_in(at="610300", *duties):
        name = f"{at.lower()}{''.join(duties)}"
        return person(name, at=at, rights=[("elderly", one) for one in duties], factor=at == "610000").browser

    return signed_in


def text(answer) -> str:
    """What a page says, without its tags."""
    plain = re.sub(r"<(script|style|title)[^>]*>.*?</\1>", " ", answer.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", plain))


def csv_of(*rows, columns=None) -> bytes:
    """A file of check-ups; each row says how it differs from the good one."""
    header = columns or list(GOOD)
    lines = [header, *([(GOOD | row).get(name, "") for name in header] for row in rows)]
    return "\n".join(",".join(line) for line in lines).encode()


def a_file(content: bytes, name="报送.csv") -> io.BytesIO:
    """The same, as a browser sends it."""
    file = io.BytesIO(content)
    file.name = name
    return file
