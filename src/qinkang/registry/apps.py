"""The registry as a Django app."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """基础信息."""

    name = "qinkang.registry"
    label = "registry"
    verbose_name = "基础信息"
    default_auto_field = "django.db.models.AutoField"  # unit ids stand in `scope int[]`: four bytes
