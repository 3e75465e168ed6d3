"""The way in: password, then second factor. What was tried in vain stays counted and audited."""

from dataclasses import dataclass

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.db.models import F

from qinkang.accounts import one_time_code, stay, tries
from qinkang.accounts.audit import audit
from qinkang.accounts.models import AuditEvent, SignIn, User
from qinkang.accounts.models.user import normal_username
from qinkang.accounts.scope import Scope, acting_as
from qinkang.accounts.standing import needs_second_factor
from qinkang.accounts.vault import vault
from qinkang.kernel import clock

NOWHERE = Scope(())
REFUSED = AuditEvent.Outcome.REFUSED
PASSWORD_DAYS = 90


class NotIn(Exception):
    """The try did not succeed; the words are the same for whatever was wrong."""


WRONG = "用户名或口令不正确，或账号暂时不能登录。连续五次不正确将锁定三十分钟。"
WRONG_CODE = "动态口令不正确。请等待出现新的六位数字后再输入；连续五次不正确将锁定三十分钟。"


@dataclass(frozen=True)
class Entered:
    """A stay that has begun, with the token for its cookie."""

    stay: SignIn
    token: str


def enter(*, username: str, password: str, address: str, browser: str) -> Entered:
    """Try a user name and a password; raises NotIn where they do not open the door."""
    with acting_as(NOWHERE, actor="anonymous", because="登录"):
        allowed = tries.count(username, address)
    user = _account(username)
    right = _matches(password, user)  # always worked out, so that every answer takes as long
    if not (allowed and right and user and _usable(user)):
        with acting_as(NOWHERE, actor="anonymous", because="登录"):
            audit("sign_in", "user", user.pk if user else "unknown", outcome=REFUSED)
        raise NotIn(WRONG)
    with acting_as(NOWHERE, actor=f"user:{user.pk}", because="登录"):
        if user.factor_confirmed_at:
            tries.give_back(username, address)  # failures of the second factor keep counting
        else:
            tries.take_back(username, address)
        found, token = stay.begin(user, address, browser)
        audit("password_accepted", "user", user.pk)
        if next_step(found) is None:
            arrive(found)
    return Entered(found, token)


def give_code(*, at: SignIn, code: str, address: str) -> None:
    """Try a code of the second factor; each is good once. Raises NotIn where it is not right."""
    user = at.user
    who = f"user:{user.pk}"
    with acting_as(NOWHERE, actor=who, because="动态口令"):
        allowed = tries.count(user.username, address)
    with acting_as(NOWHERE, actor=who, because="动态口令"):
        if not (allowed and _code_is_new(user, code)):
            audit("second_factor", "user", user.pk, outcome=REFUSED)
            wrong = True
        else:
            wrong = False
            tries.take_back(user.username, address)
            at.factor_at = clock.now()
            at.save(update_fields=["factor_at"])
            audit("second_factor", "user", user.pk)
            if next_step(at) is None:
                arrive(at)
    if wrong:  # outside, so that the refusal stays written
        raise NotIn(WRONG_CODE)


def arrive(at: SignIn) -> None:
    """Note the visit: everything that was asked for has been given."""
    User.objects.filter(pk=at.user_id).update(visited_before_at=F("visited_at"), visited_at=clock.now())
    audit("sign_in", "user", at.user_id)


def leave(*, at: SignIn) -> None:
    """End a stay by one's own wish."""
    stay.end(SignIn.objects.filter(pk=at.pk), SignIn.Ending.SIGNED_OUT)
    audit("sign_out", "user", at.user_id)


def next_step(at: SignIn) -> str | None:
    """Return what is still missing: `factor`, `password`, `enrol`; None for a whole sign-in."""
    user = at.user
    if user.factor_confirmed_at and not at.factor_at:
        return "factor"
    if user.must_change_password or password_is_old(user):
        return "password"
    if not user.factor_confirmed_at and needs_second_factor(user):
        return "enrol"
    return None


def password_is_old(user: User) -> bool:
    """Tell whether the password has had its time, or nobody knows when it was set."""
    return user.password_set_at is None or (clock.now() - user.password_set_at).days >= PASSWORD_DAYS


def _account(username: str) -> User | None:
    try:
        return User.objects.filter(username=normal_username(username)).first()
    except ValidationError:
        return None


def _matches(password: str, user: User | None) -> bool:
    if user is None or not user.has_usable_password():
        make_password(password)
        return False
    return check_password(password, user.password)


def _usable(user: User) -> bool:
    return user.is_active and (user.one_time_until is None or user.one_time_until > clock.now())


def _code_is_new(user: User, code: str) -> bool:
    """Use a code up: of two at the same moment only one finds the step unused."""
    if user.factor_sealed is None:
        return False
    secret = vault().open(f"accounts_user.factor.{user.pk}", bytes(user.factor_sealed))
    step = one_time_code.matching_step(secret, code, clock.now())
    if step is None:
        return False
    fresh = User.objects.filter(pk=user.pk, factor_last_step__lt=step)
    return fresh.update(factor_last_step=step) == 1
