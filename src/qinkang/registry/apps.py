"""The registry as a Django app."""

from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate


class RegistryConfig(AppConfig):
    """基础信息; after every migration what comes with the product is put in."""

    name = "qinkang.registry"
    verbose_name = "基础信息"
    default_auto_field = "django.db.models.AutoField"  # unit ids stand in `scope int[]`: four bytes

    def ready(self) -> None:
        """Ask to be told of migrations; place the pages in the navigation."""
        from qinkang.accounts.navigation import Entry, place

        place(
            Entry("机构名录", "registry:organisations", "基础信息"),
            Entry("工作日历", "registry:calendar", "基础信息"),
            Entry("来源优先次序", "registry:precedence", "基础信息"),
        )
        post_migrate.connect(seed_after_migrating, sender=self)


def seed_after_migrating(*, using: str, **_: Any) -> None:
    """Seed, unless the tables are not there: somebody migrated back, or another database."""
    if using != DEFAULT_DB_ALIAS:
        return
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regclass('registry_workingday') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return
    from qinkang.registry.seeding import seed  # models cannot be imported before the apps are ready

    seed()
