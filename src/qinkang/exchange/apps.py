"""The app `exchange`."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Delivery to outside systems."""

    name = "qinkang.exchange"
    verbose_name = "数据交换"
