"""An account: one natural person, no superuser."""

import re
import unicodedata
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

SHAPE = r"^[a-z0-9][a-z0-9._-]{1,31}$"


def normal_username(given: str) -> str:
    """Return the one spelling under which an account is kept: NFKC, lower case.

    Raises ValidationError unless it then is 2 to 32 ASCII letters, digits, dots, hyphens, underscores.
    """
    normal = unicodedata.normalize("NFKC", given.strip()).lower()
    if not re.fullmatch(SHAPE, normal):
        raise ValidationError("用户名由2至32个英文字母、数字、点、横线或下划线组成，以字母或数字开头。")
    return normal


class UserManager(BaseUserManager["User"]):
    """Finds and makes accounts by any spelling of the user name."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the account; raises DoesNotExist for a name that cannot be one."""
        try:
            return self.get(username=normal_username(username or ""))
        except ValidationError:
            raise self.model.DoesNotExist from None

    def create_user(
        self, username: str, *, name: str, password: str | None = None, **facts: object
    ) -> "User":
        """Make an account; without a password nobody can sign in with it."""
        user = self.model(username=normal_username(username), name=name, **facts)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """Who signs in. What one may do where is granted elsewhere, never here: there is no superuser.

    An account is of exactly one kind, and a person has one account, so nobody is two administrators,
    and no administrator holds a business right (see `Right`).
    """

    class Kind(models.TextChoices):
        """What an account can ever be allowed to do."""

        STAFF = "staff", "业务人员"
        OPERATOR = "operator", "运维人员"
        SYSTEM = "system", "系统管理员"
        SECURITY = "security", "安全管理员"
        AUDIT = "audit", "审计管理员"

    username = models.TextField("用户名", unique=True)
    name = models.TextField("姓名")
    kind = models.TextField("类别", choices=Kind.choices, default=Kind.STAFF)
    unit = models.IntegerField("所属单位", null=True)
    person_index = models.BinaryField("身份证件号码索引", null=True, unique=True)
    is_active = models.BooleanField("启用", default=True)
    made_at = models.DateTimeField("建立时间", null=True)

    password_set_at = models.DateTimeField("口令设置时间", null=True)
    must_change_password = models.BooleanField("须修改口令", default=False)
    one_time_until = models.DateTimeField("一次性口令有效至", null=True)

    factor_sealed = models.BinaryField("动态口令密钥（密文）", null=True)
    factor_confirmed_at = models.DateTimeField("动态口令启用时间", null=True)
    factor_last_step = models.BigIntegerField("最近用过的动态口令时段", default=0)

    visited_at = models.DateTimeField("本次登录", null=True)
    visited_before_at = models.DateTimeField("上次登录", null=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    ADMINISTRATORS = (Kind.SYSTEM, Kind.SECURITY, Kind.AUDIT)
    objects = UserManager()

    class Meta:
        verbose_name = verbose_name_plural = "用户"
        constraints = (
            # Spellings that look alike cannot be two accounts: only the normal one can be stored.
            models.CheckConstraint(name="username_is_normal", condition=Q(username__regex=SHAPE)),
            models.CheckConstraint(
                name="user_kind_is_known",
                condition=Q(kind__in=["staff", "operator", "system", "security", "audit"]),
            ),
            models.CheckConstraint(
                name="user_has_a_unit_unless_administrator",
                condition=Q(kind__in=["system", "security", "audit"], unit=None)
                | Q(kind__in=["staff", "operator"], unit__isnull=False),
            ),
            # Without the person's index one person could be two administrators.
            models.CheckConstraint(
                name="administrator_is_a_known_person",
                condition=Q(kind__in=["staff", "operator"]) | Q(person_index__isnull=False),
            ),
            # What the composite keys of rights and keepers point to (see the migration).
            models.UniqueConstraint(name="user_and_kind", fields=("id", "kind")),
        )

    @property
    def is_administrator(self) -> bool:
        """Tell whether this is one of the three administrators."""
        return self.kind in self.ADMINISTRATORS

    def clean(self) -> None:
        """Bring the user name into its one spelling."""
        self.username = normal_username(self.username)

    def __str__(self) -> str:
        """Show the user name."""
        return self.username
