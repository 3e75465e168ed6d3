"""The app's registration with Django."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """收数据。"""

    name = "qinkang.intake"
    verbose_name = "收数据"
    default_auto_field = "django.db.models.BigAutoField"
