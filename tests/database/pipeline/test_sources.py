"""Which sender's word counts for a person: by the kind of its system, and anew when that is decided otherwise."""

import pytest
from tests.database.pipeline.test_across import told  # noqa: F401  - a fixture by name

from qinkang.intake.agreements import change_sender
from qinkang.pipeline.across.judging import judge_again
from qinkang.records.models import GoldenBasis, Person, Sighting
from qinkang.registry.actions import set_precedence
from qinkang.registry.mistakes import RegistryMistake
from qinkang.registry.models import ManagementUnit

CHECK_UP = "elderly.health_check"


@pytest.fixture
def two(told):  # noqa: F811
    """A person of whom the first sender says female and 610323101, and the second, later, male and 610323102."""
    told(CHECK_UP)
    told(CHECK_UP, {"体检编号": "T-2", "性别": "男", "居住区划": "610323102"}, sender="RK", at="2025-11-30")
    return told


def golden(told):  # noqa: F811
    """Sex and area as they count, after everything that waited was settled."""
    while judge_again():
        pass
    with told.province.acting():
        return Person.objects.values_list("sex", "live_region").get()


def becomes(told, code, kind):  # noqa: F811
    change_sender(told.province.sender(code), kind=kind, by=told.province.by)


def test_a_sender_whose_kind_changes_is_believed_accordingly_about_those_it_has_told_of(two):
    assert golden(two) == ("1", "610323102")

    becomes(two, "BJ", "population_registry")
    assert golden(two) == ("2", "610323102")

    becomes(two, "BJ", "public_health")
    assert golden(two) == ("1", "610323101")
    assert judge_again() == 0


def test_a_row_that_arrives_is_weighed_at_once(told):  # noqa: F811
    becomes(told, "RK", "population_registry")
    told(CHECK_UP, {"体检编号": "T-2", "性别": "男"}, sender="RK")

    told(CHECK_UP, at="2025-11-30")

    with told.province.acting():
        assert Person.objects.get().sex == "1"
        assert Sighting.objects.latest("id").sex == "2"


def test_the_office_decides_otherwise_and_the_values_follow(two):
    becomes(two, "BJ", "population_registry")
    assert golden(two)[0] == "2"

    set_precedence("identity", ["elderly_work"], source="省级会议纪要（虚拟）", by=two.province.by)
    try:
        assert golden(two)[0] == "1"
    finally:
        set_precedence("identity", ["population_registry"], source="省级会议纪要（虚拟）", by=two.province.by)
    assert golden(two)[0] == "2"


def test_what_does_not_change_the_order_settles_nobody(two):
    becomes(two, "BJ", "population_registry")
    golden(two)
    with two.province.acting():
        before = list(GoldenBasis.objects.order_by("sender").values_list("sender", "places"))

    two.province.sender("NEU")
    unit = ManagementUnit.objects.get(code="SX-610300")
    change_sender(two.province.sender("BJ"), name="改名", unit=unit, by=two.province.by)

    assert judge_again() == 0
    with two.province.acting():
        assert list(GoldenBasis.objects.order_by("sender").values_list("sender", "places")) == before


@pytest.mark.parametrize(
    ("group", "tiers", "says"),
    [
        ("shoes", ["other"], "没有信息组"),
        ("nation", ["nobody"], "没有系统类别“nobody”"),
        ("nation", ["other|public_health", "other"], "只能出现一次"),
    ],
)
def test_an_order_that_cannot_be_is_refused(province, group, tiers, says):
    with pytest.raises(RegistryMistake, match=says):
        set_precedence(group, tiers, source="虚拟", by=province.by)
