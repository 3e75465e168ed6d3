"""The app `exchange`."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Delivery to outside systems."""

    name = "qinkang.exchange"
    verbose_name = "数据交换"

    def ready(self) -> None:
        """Tell `records`, which stands below, what the receiving systems are called."""
        from qinkang.exchange import connectors
        from qinkang.records import sources

        sources.receivers_known_by(connectors.title)
