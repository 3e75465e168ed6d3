"""An account: one natural person, no superuser."""

import re
import unicodedata
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models

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

    def create_user(self, username: str, *, name: str, password: str | None = None) -> "User":
        """Make an account; without a password nobody can sign in with it."""
        user = self.model(username=normal_username(username), name=name)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """Who signs in. What one may do where is granted elsewhere, never here: there is no superuser."""

    username = models.TextField("用户名", unique=True)
    name = models.TextField("姓名")
    is_active = models.BooleanField("启用", default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = verbose_name_plural = "用户"
        constraints = (
            # Spellings that look alike cannot be two accounts: only the normal one can be stored.
            models.CheckConstraint(name="username_is_normal", condition=models.Q(username__regex=SHAPE)),
        )

    def clean(self) -> None:
        """Bring the user name into its one spelling."""
        self.username = normal_username(self.username)

    def __str__(self) -> str:
        """Show the user name."""
        return self.username
