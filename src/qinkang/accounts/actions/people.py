"""What a keeper does with the accounts of a unit. Whose unit it is, is asked here and not in the pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet

from qinkang.accounts import stay
from qinkang.accounts.actions.own_account import set_password
from qinkang.accounts.audit import audit
from qinkang.accounts.models import Keeper, Right, RoleTemplate, SignIn, User
from qinkang.accounts.passwords import one_time_password
from qinkang.accounts.units import UnitTree
from qinkang.kernel import clock


class NotAllowed(Exception):
    """It may not be done; the words say why, for the person who asked."""


@dataclass(frozen=True)
class Keeping:
    """A keeper with the units kept, and everyone below them."""

    by: User
    units: frozenset[int]
    tree: UnitTree

    @classmethod
    def of(cls, user: User, keeps: Iterable[int], tree: UnitTree) -> "Keeping":
        """Return what a keeper of these units keeps today."""
        return cls(user, frozenset(unit for one in keeps for unit in tree.subtree(one)), tree)

    def people(self) -> "QuerySet[User]":
        """Return the accounts kept. Everything a keeper sees or changes begins here."""
        return User.objects.filter(unit__in=self.units)

    def check(self, user: User) -> None:
        """Raise NotAllowed for an account of another unit, and for one's own."""
        if user.unit not in self.units:
            raise NotAllowed("该账号不属于您管理的单位。")
        if user.pk == self.by.pk:
            raise NotAllowed("不能对自己的账号进行管理操作，请由另一位管理员办理。")


def make_account(
    *, by: Keeping, username: str, name: str, unit: int, kind: str = User.Kind.STAFF,
    person_index: bytes | None = None,
) -> tuple[User, str]:  # fmt: skip
    """Make an account in a unit kept; return it and its one-time password."""
    if unit not in by.units:
        raise NotAllowed("不能在您管理范围以外的单位建立账号。")
    if kind not in (User.Kind.STAFF, User.Kind.OPERATOR):
        raise NotAllowed("管理员账号由命令 ./qk createadmin 建立。")
    user = User.objects.create_user(
        username, name=name, unit=unit, kind=kind, person_index=person_index, made_at=clock.now()
    )
    password = _one_time(user)
    audit("make_account", "user", user.pk)
    return user, password


def grant(*, by: Keeping, user: User, template: RoleTemplate, unit: int) -> int:
    """Hand out an approved template in a unit; return how many rights are new.

    The unit is the account's own, or below it, and kept by the giver: a right above one's own unit would
    let the keeper of that unit, who can reset the password, reach further than their own rights.
    """
    by.check(user)
    template = RoleTemplate.objects.select_for_update().get(pk=template.pk)
    if template.state != RoleTemplate.State.APPROVED:
        raise NotAllowed("只能授予安全管理员已批准的角色。")
    if unit not in by.units:
        raise NotAllowed("不能授予您管理范围以外单位的权限。")
    if unit not in by.tree.subtree(user.unit or 0):
        raise NotAllowed("只能授予本人所属单位及其下级单位的权限。")
    holder = User.Kind.OPERATOR if template.duties == ["operate"] else User.Kind.STAFF
    if user.kind != holder:
        raise NotAllowed(
            f"“{template.title}”只能授予{User.Kind(holder).label}，该账号是{user.get_kind_display()}。"
        )
    held = set(
        Right.objects.filter(user=user, template=template, unit=unit, ended_at=None).values_list(
            "duty", flat=True
        )
    )
    fresh = [
        Right(user=user, holder=holder, line=template.line, unit=unit, duty=duty, template=template,
              granted_by=by.by, granted_at=clock.now())
        for duty in template.duties
        if duty not in held
    ]  # fmt: skip
    Right.objects.bulk_create(fresh)
    if fresh:
        audit("grant_rights", "user", user.pk, rows=len(fresh))
    return len(fresh)


def take(*, by: Keeping, user: User, template_id: int, unit: int) -> int:
    """Take a template in a unit back; return how many rights ended."""
    by.check(user)
    found = Right.objects.filter(user=user, template_id=template_id, unit=unit, ended_at=None)
    return _end_rights(found, by.by, user, "take_rights")


def transfer(*, by: Keeping, user: User, unit: int) -> int:
    """Move an account to another unit kept; its rights end, its stays too. Return how many rights ended."""
    by.check(user)
    if unit not in by.units:
        raise NotAllowed("只能调入您管理范围内的单位；调往其他单位请由共同上级办理。")
    ended = _end_rights(Right.objects.filter(user=user, ended_at=None), by.by, user, "take_rights")
    Keeper.objects.filter(user=user, ended_at=None).update(ended_at=clock.now(), ended_by=by.by, holder=None)
    User.objects.filter(pk=user.pk).update(unit=unit)
    stay.end(SignIn.objects.filter(user=user), SignIn.Ending.CHANGED)
    audit("transfer_account", "user", user.pk)
    return ended


def disable(*, by: Keeping, user: User) -> None:
    """Close an account and end its stays; its rights end too, so that opening it again gives none back."""
    by.check(user)
    _end_rights(Right.objects.filter(user=user, ended_at=None), by.by, user, "take_rights")
    Keeper.objects.filter(user=user, ended_at=None).update(ended_at=clock.now(), ended_by=by.by, holder=None)
    User.objects.filter(pk=user.pk).update(is_active=False)
    stay.end(SignIn.objects.filter(user=user), SignIn.Ending.CHANGED)
    audit("disable_account", "user", user.pk)


def enable(*, by: Keeping, user: User) -> str:
    """Open an account again, without rights; return its one-time password."""
    by.check(user)
    User.objects.filter(pk=user.pk).update(is_active=True)
    user.refresh_from_db()
    audit("enable_account", "user", user.pk)
    return _one_time(user)


def reset_password(*, by: Keeping, user: User) -> str:
    """Give an account a one-time password and end its stays. The second factor stays as it is."""
    by.check(user)
    password = _one_time(user)
    audit("reset_password", "user", user.pk)
    return password


def force_out(*, by: Keeping, user: User, stay_id: int | None = None) -> int:
    """End one stay of an account, or all of them; return how many."""
    by.check(user)
    found = SignIn.objects.filter(user=user, **({"pk": stay_id} if stay_id else {}))
    ended = stay.end(found, SignIn.Ending.FORCED)
    audit("force_out", "user", user.pk, rows=ended)
    return ended


def _one_time(user: User) -> str:
    password = one_time_password()
    set_password(user, password, one_time_until=clock.now() + timedelta(hours=settings.ONE_TIME_HOURS))
    stay.end(SignIn.objects.filter(user=user), SignIn.Ending.CHANGED)
    return password


def _end_rights(rights: "QuerySet[Right]", by: User, user: User, action: str) -> int:
    ended = rights.update(ended_at=clock.now(), ended_by=by, holder=None)
    if ended:
        audit(action, "user", user.pk, rows=ended)
    return ended
