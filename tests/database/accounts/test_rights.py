"""Rights: who may hold them, who hands them out, and that they stay behind."""

import psycopg.errors
import pytest
from django.db import IntegrityError
from tests.database import ready  # noqa: F401

from qinkang.accounts.actions import offices, people
from qinkang.accounts.actions.people import NotAllowed
from qinkang.accounts.models import Keeper, Recovery, Right, RoleTemplate, SignIn, User
from qinkang.accounts.standing import standing_of
from qinkang.accounts.units import unit_tree
from qinkang.kernel import clock

pytestmark = pytest.mark.clause("C12")


def change_kind(user, kind):
    """Change an account's kind behind the product's back."""
    User.objects.filter(pk=user.pk).update(kind=kind, unit=None)


@pytest.mark.parametrize("kind", ["system", "security", "audit"])
def test_the_database_gives_no_administrator_a_right(kind, person):
    with pytest.raises(IntegrityError, match="right_is_held_by_its_kind"):
        person("chief", kind=kind, rights=[("elderly", "view", "610323")])


@pytest.mark.parametrize("kind", ["system", "security", "audit"])
def test_nobody_with_a_right_becomes_an_administrator(kind, person):
    li = person("li", rights=[("elderly", "view")])

    with pytest.raises(IntegrityError):
        change_kind(li.user, kind)


def test_one_person_is_never_two_administrators(person, act):
    chief = person("chief", kind="system")

    with pytest.raises(IntegrityError, match="person_index"):
        act(
            None, offices.make_administrator, username="second", name="某人", kind="security",
            person_index=bytes(chief.user.person_index), hours=24,
        )  # fmt: skip


def test_an_administrator_is_a_known_person(db, act):
    with pytest.raises(IntegrityError, match="administrator_is_a_known_person"):
        act(None, lambda: User.objects.create_user("chief", name="某人", kind="audit"))


def test_an_operator_holds_no_right_beside_operating(person):
    with pytest.raises(IntegrityError, match="right_is_held_by_its_kind"):
        person("op", kind="operator", rights=[("elderly", "view")])
    person("op2", kind="operator", rights=[("general", "operate")])


def test_a_keeper_hands_out_inside_the_unit_only(person, approved, keeping, act, unit):
    keeper = person("keeper", at="610300", keeps="610300")
    inside, outside = person("inside", at="610323"), person("outside", at="610102")
    template = approved("老龄数据员")
    by = keeping(keeper)

    act(keeper.user, people.grant, by=by, user=inside.user, template=template, unit=unit("610323"))
    assert standing_of(inside.user).rights == {
        ("elderly", "view"): (unit("610323"),), ("elderly", "enter"): (unit("610323"),),
    }  # fmt: skip
    for user, where in [
        (outside.user, "610102"),
        (inside.user, "610102"),
        (inside.user, "610300"),
        (keeper.user, "610300"),
    ]:
        with pytest.raises(NotAllowed):
            act(keeper.user, people.grant, by=by, user=user, template=template, unit=unit(where))
    assert Right.objects.filter(ended_at=None).count() == 2


def test_only_approved_templates_are_handed_out(person, keeping, act, unit):
    keeper, li = person("keeper", keeps="610323"), person("li")
    template = RoleTemplate.objects.get(title="老龄查看员")

    with pytest.raises(NotAllowed, match="已批准"):
        act(
            keeper.user,
            people.grant,
            by=keeping(keeper),
            user=li.user,
            template=template,
            unit=unit("610323"),
        )


def test_rights_do_not_travel(person, keeping, act, unit):
    keeper = person("keeper", at="610300", keeps="610300")
    li = person("li", rights=[("elderly", "view"), ("maternal", "enter")])

    act(keeper.user, people.transfer, by=keeping(keeper), user=li.user, unit=unit("610302"))

    li.user.refresh_from_db()
    assert li.user.unit == unit("610302")
    assert standing_of(li.user).rights == {}
    assert Right.objects.filter(user=li.user, ended_by=keeper.user).count() == 2
    assert li.browser.get("/").status_code == 302  # signed out as well


def test_a_closed_account_is_out_at_once_and_comes_back_without_rights(person, keeping, act):
    keeper, li = person("keeper", keeps="610323"), person("li", rights=[("elderly", "view")])

    act(keeper.user, people.disable, by=keeping(keeper), user=li.user)
    assert li.browser.get("/").status_code == 302
    password = act(keeper.user, people.enable, by=keeping(keeper), user=li.user)

    assert standing_of(li.user).rights == {}
    assert len(password) == 16


def test_a_stopped_template_takes_its_rights_along(person, approved, keeping, act, unit):
    keeper, li = person("keeper", keeps="610323"), person("li")
    template = approved("老龄审核员")
    act(keeper.user, people.grant, by=keeping(keeper), user=li.user, template=template, unit=unit("610323"))

    security = User.objects.get(username="approver")
    act(security, offices.withdraw_template, by=security, template=template)

    assert standing_of(li.user).rights == {}


def test_nobody_approves_their_own_template(person, act):
    security = person("security", kind="security")
    template = act(
        security.user,
        offices.propose_template,
        by=security.user,
        title="新角色",
        says="试",
        line="elderly",
        duties=["view"],
    )

    with pytest.raises(NotAllowed, match="提出人"):
        act(security.user, offices.decide_template, by=security.user, template=template, approve=True)
    with pytest.raises(IntegrityError, match="template_is_decided_by_another"):
        RoleTemplate.objects.filter(pk=template.pk).update(
            state="approved", decided_by=security.user, decided_at=clock.now()
        )


def test_operating_stands_beside_no_other_duty(person, act):
    chief = person("chief", kind="system")

    with pytest.raises(IntegrityError, match="template_operates_or_works"):
        act(
            chief.user,
            offices.propose_template,
            by=chief.user,
            title="混合",
            says="",
            line="general",
            duties=["view", "operate"],
        )


def test_a_lost_factor_takes_two_people(person, keeping, act):
    keeper, li = person("keeper", keeps="610323"), person("li", factor=True)
    security = person("security", kind="security")
    asked = act(keeper.user, offices.ask_recovery, by=keeping(keeper), user=li.user, because="手机遗失")

    for by in (keeper.user, li.user):
        with pytest.raises(NotAllowed):
            act(by, offices.decide_recovery, by=by, recovery=asked, allow=True)
    with pytest.raises(IntegrityError, match="recovery_takes_two_people"):
        Recovery.objects.filter(pk=asked.pk).update(
            decided_by=keeper.user, decided_at=clock.now(), allowed=True
        )
    act(security.user, offices.decide_recovery, by=security.user, recovery=asked, allow=True)

    li.user.refresh_from_db()
    assert li.user.factor_confirmed_at is None
    assert not SignIn.objects.filter(user=li.user, ended_at=None).exists()


def test_keepers_are_appointed_for_their_own_unit_or_below(person, act, unit):
    security, li = person("security", kind="security"), person("li", at="610300")

    act(security.user, offices.appoint, by=security.user, user=li.user, unit=unit("610323"), tree=unit_tree())
    for where in ("610000", "610102"):
        with pytest.raises(NotAllowed):
            act(
                security.user,
                offices.appoint,
                by=security.user,
                user=li.user,
                unit=unit(where),
                tree=unit_tree(),
            )
    assert Keeper.objects.get(ended_at=None).unit == unit("610323")


def test_the_web_cannot_rewrite_who_gave_a_right(person, unit):
    li = person("li", rights=[("elderly", "view")])

    with pytest.raises(Exception, match="permission denied") as refused:
        Right.objects.filter(user=li.user).update(unit=unit("610000"))
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)
