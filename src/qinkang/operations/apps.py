"""The app `operations`."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Pages of the operating team, and those that everybody has."""

    name = "qinkang.operations"
    verbose_name = "运行维护"

    def ready(self) -> None:
        """Place the pages in the navigation."""
        from qinkang.accounts.navigation import Entry, place

        place(
            Entry("运行状况", "operations:health", "运行维护"),
            Entry("使用帮助", "operations:help", "帮助"),
            Entry("系统信息", "operations:version", "帮助"),
        )
