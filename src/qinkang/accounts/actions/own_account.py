"""What one does with one's own account: a new password, a second factor."""

from django.contrib.auth.hashers import check_password
from django.db import transaction

from qinkang.accounts import one_time_code, passwords, stay
from qinkang.accounts.audit import audit
from qinkang.accounts.models import PastPassword, SignIn, User
from qinkang.accounts.vault import vault
from qinkang.kernel import clock

ONE_TIME_ITERATIONS = 10_000


def set_password(user: User, password: str, *, one_time_until: object = None) -> None:
    """Give an account a password; a one-time one must be changed at the first sign-in.

    A one-time password is random, so its hash need not be slow: a roster has hundreds of them.
    """
    now = clock.now()
    times = ONE_TIME_ITERATIONS if one_time_until else None
    hasher = passwords.PBKDF2SM3PasswordHasher()
    user.password = hasher.encode(password, hasher.salt(), times)
    user.password_set_at = now
    user.must_change_password = one_time_until is not None
    user.one_time_until = one_time_until
    user.save(update_fields=["password", "password_set_at", "must_change_password", "one_time_until"])
    PastPassword.objects.create(user=user, encoded=user.password, set_at=now)


def change_password(*, at: SignIn, old: str, new: str) -> list[str]:
    """Change one's password; return what is wrong with it, empty when it is done. Other stays end."""
    user = User.objects.select_for_update().get(pk=at.user_id)
    if not check_password(old, user.password):
        return ["原口令不正确。"]
    found = passwords.findings(new, user)
    if found:
        return found
    with transaction.atomic():
        set_password(user, new)
        stay.end(SignIn.objects.filter(user=user).exclude(pk=at.pk), SignIn.Ending.CHANGED)
        audit("change_password", "user", user.pk)
    return []


def factor_to_enrol(user: User) -> bytes:
    """Return the secret that waits to be confirmed, made if need be."""
    place = f"accounts_user.factor.{user.pk}"
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.factor_sealed is None or user.factor_confirmed_at:
        secret = one_time_code.new_secret()
        user.factor_sealed = vault().seal(place, secret)
        user.factor_confirmed_at = None
        user.save(update_fields=["factor_sealed", "factor_confirmed_at"])
        return secret
    return vault().open(place, bytes(user.factor_sealed))


def confirm_factor(*, at: SignIn, code: str) -> bool:
    """Turn the second factor on when the app shows the right code; return whether it did."""
    user = User.objects.select_for_update().get(pk=at.user_id)
    if user.factor_confirmed_at or user.factor_sealed is None:
        return False
    secret = vault().open(f"accounts_user.factor.{user.pk}", bytes(user.factor_sealed))
    step = one_time_code.matching_step(secret, code, clock.now())
    if step is None:
        return False
    now = clock.now()
    User.objects.filter(pk=user.pk).update(factor_confirmed_at=now, factor_last_step=step)
    SignIn.objects.filter(pk=at.pk).update(factor_at=now)
    stay.end(SignIn.objects.filter(user=user).exclude(pk=at.pk), SignIn.Ending.CHANGED)
    audit("enrol_second_factor", "user", user.pk)
    return True
