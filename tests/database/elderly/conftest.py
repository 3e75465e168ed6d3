"""A province whose check-ups came through the real intake, and officers who look at it."""

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

from qinkang.kernel import clock
from qinkang.kernel.citizen_id import check_character
from qinkang.measures.building import build
from qinkang.records.models import Attempt, Outbox

NAMES = [
    "欧阳试甲",
    "司马试乙",
    "诸葛试丙",
    "上官试丁",
    "东方试戊",
    "皇甫试己",
    "尉迟试庚",
    "公孙试辛",
    "慕容试壬",
    "令狐试癸",
]
FUFENG = "610324100"
PHONE = "13991700001"


def id_number(place: int, *, county: str = "610323", year: int = 1950) -> str:
    """Return a well-formed number of nobody: women, born on 1 May."""
    first = f"{county}{year}0501{2 * place + 100:03d}"
    return first + check_character(first)


def row(place: int, **differs: str) -> dict[str, str]:
    """Return the check-up of one invented woman of 岐山县."""
    return {
        "体检编号": f"QS-{place:04d}",
        "姓名": NAMES[place],
        "身份证号": id_number(place),
        "出生日期": "1950-05-01",
        "居住区划": "610323101" if place % 2 else "610323102",
        "责任医生": "甲医生" if place < 4 else "乙医生",
        "左侧收缩压": "130" if place < 6 else "180" if place < 8 else "999",
        "本人电话": PHONE if place == 1 else f"139917000{place + 10}",
        **differs,
    }


@pytest.fixture
def filled(laid_out, database_url) -> Iterator[Province]:
    """Nine women of 岐山县 and five of 扶风县 were examined; the first two were confirmed by the nation."""
    with psycopg.connect(database_url("qk_owner"), autocommit=True) as owner:
        owner.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")
    before = become("qk_worker")
    province = Province()
    columns = [*GOOD, "出生日期", "本人电话"]
    province.takes(*(row(place) for place in range(9)), columns=columns)
    others = (
        row(
            place,
            体检编号=f"FF-{place}",
            身份证号=id_number(place, county="610324"),
            居住区划=FUFENG,
            体检机构="扶风县城关镇卫生院",
            本人电话="13991799999",
        )
        for place in range(5)
    )
    province.takes(*others, columns=columns, at="2025-11-01")
    with province.acting():
        for outbox in Outbox.objects.order_by("id")[:2]:
            Outbox.objects.filter(pk=outbox.pk).update(state="delivered", attempts=1, said="QG-0001")
            Attempt.objects.create(
                outbox=outbox, at=clock.now(), request_digest=b"", answer=" QG-0001", outcome="delivered",
                scope=outbox.scope,
            )  # fmt: skip
    build(province.by.scope)
    yield province
    become(before)


@pytest.fixture
def officer(filled, person):  # noqa: F811
    """Give an officer of a unit with the right to look: `officer("610323")`."""
    return lambda at: person(
        f"officer{at.lower()}", at=at, rights=[("elderly", "view")], factor=at == "610000"
    )
