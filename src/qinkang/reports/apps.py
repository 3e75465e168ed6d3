"""The app `reports`."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Lists as workbooks."""

    name = "qinkang.reports"
    verbose_name = "导出"

    def ready(self) -> None:
        """Place 我的导出 in the navigation."""
        from qinkang.accounts.navigation import Entry, place

        place(Entry("我的导出", "reports:exports"))
