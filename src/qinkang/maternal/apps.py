"""The app `maternal`."""

from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate


class MaternalConfig(AppConfig):
    """妇幼健康; after every migration the letters that come with the product are put in."""

    name = "qinkang.maternal"
    verbose_name = "妇幼健康"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Place the pages in the navigation; offer the lists; ask to be told of migrations."""
        from qinkang.accounts.models import Line
        from qinkang.accounts.navigation import Entry, place
        from qinkang.maternal.exports import offer_stock

        offer_stock()
        place(
            Entry("空白证台账", "maternal:stock", "出生医学证明", Line.MATERNAL),
            Entry("入库", "maternal:receipts", "出生医学证明", Line.MATERNAL),
            Entry("出入库单据", "maternal:slips", "出生医学证明", Line.MATERNAL),
            Entry("证号查询", "maternal:number", "出生医学证明", Line.MATERNAL),
            Entry("年度统计", "maternal:year", "出生医学证明", Line.MATERNAL),
            Entry("允许字冠", "maternal:letters", "出生医学证明", Line.MATERNAL),
        )
        post_migrate.connect(seed_after_migrating, sender=self)


def seed_after_migrating(*, using: str, **_: Any) -> None:
    """Seed, unless the table is not there: somebody migrated back, or another database."""
    if using != DEFAULT_DB_ALIAS:
        return
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regclass('maternal_letter') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return
    from qinkang.maternal.seeding import seed_letters  # models cannot be imported before the apps are ready

    seed_letters()
