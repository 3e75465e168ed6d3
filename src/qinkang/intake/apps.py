"""The app's registration with Django."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """收数据。"""

    name = "qinkang.intake"
    verbose_name = "收数据"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell those below what only this app knows: what sending systems are, and what was newly found."""
        from qinkang.accounts import to_dos
        from qinkang.intake.models import Sender
        from qinkang.intake.news import new_findings
        from qinkang.records import sources

        to_dos.news_from(new_findings)
        sources.known_by(
            lambda numbers: dict(Sender.objects.filter(pk__in=numbers).values_list("pk", "name")),
            lambda: dict(Sender.objects.values_list("pk", "kind")),
        )
