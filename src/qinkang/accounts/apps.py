"""The app `accounts`."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, scope, row security and the audit trail."""

    name = "qinkang.accounts"
    verbose_name = "用户与审计"
