"""The app's registration with Django."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """收数据。"""

    name = "qinkang.intake"
    verbose_name = "收数据"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell `records`, which stands below, what the sending systems are called, and of which kind they are."""
        from qinkang.intake.models import Sender
        from qinkang.records import sources

        sources.known_by(
            lambda numbers: dict(Sender.objects.filter(pk__in=numbers).values_list("pk", "name")),
            lambda: dict(Sender.objects.values_list("pk", "kind")),
        )
