"""Yearly targets: the office sets them for its own area and those below, and the figures show them."""

import psycopg
import pytest
from tests.database.elderly.test_figures_pages import text

from qinkang.measures.models import Target

pytestmark = pytest.mark.clause("E3")
WANTED = {
    "measure": "elderly.pressure_below",
    "place": "610323",
    "value": "62.5",
    "source": "县卫健〔2025〕3号",
}


@pytest.fixture
def reviewer(filled, person, database_url):
    """Give an officer of a unit who may look and review; no target is set yet."""
    with psycopg.connect(database_url("qk_owner"), autocommit=True) as owner:
        owner.execute("TRUNCATE measures_target")
    return lambda at: (
        person(f"target{at}", at=at, rights=[("elderly", "view"), ("elderly", "review")]).browser
    )


def test_a_county_sets_its_target_and_sees_it_beside_the_figure(reviewer):
    county = reviewer("610323")

    answer = county.post("/elderly/targets/set/?year=2025", WANTED)

    assert answer.status_code == 302
    listed = text(county.get("/elderly/targets/?year=2025"))
    assert "血压达标率 岐山县 62.5% 县卫健〔2025〕3号" in listed
    assert "目标 62.5%" in text(county.get("/elderly/?measure=elderly.pressure_below&period=2025"))


def test_a_new_target_ends_the_one_before_and_either_can_be_ended(reviewer):
    county = reviewer("610323")
    county.post("/elderly/targets/set/?year=2025", WANTED)
    county.post("/elderly/targets/set/?year=2025", {**WANTED, "value": "70"})

    (held,) = Target.objects.filter(known_until=None, year=2025, place="610323")
    assert (held.value, Target.objects.filter(year=2025, place="610323").count()) == (70.0, 2)
    assert county.post(f"/elderly/targets/{held.pk}/end/").status_code == 302
    assert "还没有设定目标" in text(county.get("/elderly/targets/?year=2025"))


@pytest.mark.parametrize(
    "changed", [{"value": "120"}, {"source": " "}, {"place": "610300"}, {"measure": "no.such"}]
)
def test_what_cannot_be_a_target_is_said_in_the_form(reviewer, changed):
    answer = reviewer("610323").post("/elderly/targets/set/?year=2025", {**WANTED, **changed})

    assert answer.status_code == 422
    assert not Target.objects.filter(year=2025).exists()


def test_nobody_ends_the_target_of_another_place(reviewer):
    reviewer("610323").post("/elderly/targets/set/?year=2025", WANTED)
    held = Target.objects.get(known_until=None, year=2025)

    assert reviewer("610324").post(f"/elderly/targets/{held.pk}/end/").status_code == 404
