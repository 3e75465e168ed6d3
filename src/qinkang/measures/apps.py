"""The app `measures`."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """Indicators, the analytical file, targets."""

    name = "qinkang.measures"
    verbose_name = "统计指标"
