"""The shell as a Django app: its templates and static files, and who answers what `accounts` asks."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Assembles."""

    name = "qinkang.web"
    verbose_name = "页面"

    def ready(self) -> None:
        """Tell `accounts` who knows the management tree and who seals."""
        from qinkang.accounts import units, vault
        from qinkang.web.answers import RecordsVault, units_of_today

        units.known_by(units_of_today)
        vault.sealed_by(RecordsVault())
