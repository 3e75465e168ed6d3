"""What the administrators do: templates and keepers (security), recoveries (two people), announcements (system)."""

from datetime import datetime, timedelta

from qinkang.accounts import stay, to_dos
from qinkang.accounts.actions.own_account import set_password
from qinkang.accounts.actions.people import Keeping, NotAllowed
from qinkang.accounts.audit import audit
from qinkang.accounts.models import Announcement, Keeper, Recovery, Right, RoleTemplate, SignIn, User
from qinkang.accounts.passwords import one_time_password
from qinkang.accounts.units import UnitTree
from qinkang.kernel import clock

State = RoleTemplate.State


def make_administrator(
    *, username: str, name: str, kind: str, person_index: bytes, hours: int
) -> tuple[User, str]:
    """Make one of the three administrators; return it and its one-time password.

    The database refuses a person who has an account already, whatever its kind.
    """
    now = clock.now()
    user = User.objects.create_user(username, name=name, kind=kind, person_index=person_index, made_at=now)
    password = one_time_password()
    set_password(user, password, one_time_until=now + timedelta(hours=hours))
    audit("make_administrator", "user", user.pk)
    return user, password


def propose_template(*, by: User, title: str, says: str, line: str, duties: list[str]) -> RoleTemplate:
    """Propose a role template; another person decides."""
    template = RoleTemplate.objects.create(
        title=title, says=says, line=line, duties=duties, proposed_by=by, proposed_at=clock.now()
    )
    to_dos.file(
        "template_to_approve", template.pk, title=f"角色模板待审批：{title}", link="accounts:templates",
        office=User.Kind.SECURITY,
    )  # fmt: skip
    audit("propose_template", "role_template", template.pk)
    return template


def decide_template(*, by: User, template: RoleTemplate, approve: bool) -> None:
    """Approve or refuse a proposed template. Not one's own."""
    template = RoleTemplate.objects.select_for_update().get(pk=template.pk)
    if template.state != State.PROPOSED:
        raise NotAllowed("该模板已经有了审批结果。")
    if template.proposed_by_id == by.pk:
        raise NotAllowed("提出人不能审批自己提出的模板。")
    template.state = State.APPROVED if approve else State.REFUSED
    template.decided_by, template.decided_at = by, clock.now()
    template.save(update_fields=["state", "decided_by", "decided_at"])
    to_dos.settle("template_to_approve", template.pk)
    audit("approve_template" if approve else "refuse_template", "role_template", template.pk)


def withdraw_template(*, by: User, template: RoleTemplate) -> int:
    """Stop a template; every right handed out with it ends. Return how many."""
    template = RoleTemplate.objects.select_for_update().get(pk=template.pk)
    if template.state != State.APPROVED:
        raise NotAllowed("只能停用已批准的模板。")
    ended = Right.objects.filter(template=template, ended_at=None).update(
        ended_at=clock.now(), ended_by=by, holder=None
    )
    template.state, template.decided_by, template.decided_at = State.WITHDRAWN, by, clock.now()
    template.save(update_fields=["state", "decided_by", "decided_at"])
    audit("withdraw_template", "role_template", template.pk, rows=1 + ended)
    return ended


def appoint(*, by: User, user: User, unit: int, tree: UnitTree) -> Keeper:
    """Make someone keeper of the accounts of a unit: of their own, or of one below it."""
    if user.kind != User.Kind.STAFF or not user.is_active:
        raise NotAllowed("单位账号管理员只能由启用中的业务人员账号担任。")
    if unit not in tree.subtree(user.unit or 0):
        raise NotAllowed("只能任命为本人所属单位或其下级单位的账号管理员。")
    if Keeper.objects.filter(user=user, unit=unit, ended_at=None).exists():
        raise NotAllowed("该账号已经是这个单位的账号管理员。")
    keeper = Keeper.objects.create(
        user=user, holder=User.Kind.STAFF, unit=unit, appointed_by=by, appointed_at=clock.now()
    )
    audit("appoint_keeper", "user", user.pk)
    return keeper


def dismiss(*, by: User, keeper: Keeper) -> None:
    """End an appointment and the stays of its holder."""
    Keeper.objects.filter(pk=keeper.pk, ended_at=None).update(ended_at=clock.now(), ended_by=by, holder=None)
    stay.end(SignIn.objects.filter(user=keeper.user_id), SignIn.Ending.CHANGED)
    audit("dismiss_keeper", "user", keeper.user_id)


def ask_recovery(*, by: Keeping, user: User, because: str) -> Recovery:
    """Ask to take a lost second factor off an account; the security administrator decides."""
    by.check(user)
    if user.factor_confirmed_at is None:
        raise NotAllowed("该账号没有启用动态口令。")
    if Recovery.objects.filter(user=user, decided_at=None).exists():
        raise NotAllowed("该账号已有待复核的重置申请。")
    recovery = Recovery.objects.create(user=user, asked_by=by.by, asked_at=clock.now(), because=because)
    to_dos.file(
        "recovery_to_decide", recovery.pk, title="动态口令重置待复核", link="accounts:recoveries",
        office=User.Kind.SECURITY,
    )  # fmt: skip
    audit("ask_recovery", "user", user.pk)
    return recovery


def decide_recovery(*, by: User, recovery: Recovery, allow: bool) -> None:
    """Allow or refuse it, as a second person. Allowed, the factor must be enrolled anew at the next sign-in."""
    recovery = Recovery.objects.select_for_update().get(pk=recovery.pk)
    if recovery.decided_at:
        raise NotAllowed("该申请已经有了复核结果。")
    if by.pk in (recovery.asked_by_id, recovery.user_id):
        raise NotAllowed("申请人和本人都不能复核，请由另一位管理员办理。")
    recovery.decided_by, recovery.decided_at, recovery.allowed = by, clock.now(), allow
    recovery.save(update_fields=["decided_by", "decided_at", "allowed"])
    if allow:
        User.objects.filter(pk=recovery.user_id).update(factor_sealed=None, factor_confirmed_at=None)
        stay.end(SignIn.objects.filter(user=recovery.user_id), SignIn.Ending.CHANGED)
    to_dos.settle("recovery_to_decide", recovery.pk)
    audit("allow_recovery" if allow else "refuse_recovery", "user", recovery.user_id)


def announce(*, by: User, says: str, since: datetime, until: datetime) -> Announcement:
    """Put one sentence at the head of every page."""
    made = Announcement.objects.create(says=says, since=since, until=until, made_by=by)
    audit("announce", "announcement", made.pk)
    return made


def withdraw_announcement(*, by: User, announcement: Announcement) -> None:
    """Take it down before its end."""
    Announcement.objects.filter(pk=announcement.pk, withdrawn_at=None).update(withdrawn_at=clock.now())
    audit("withdraw_announcement", "announcement", announcement.pk)
