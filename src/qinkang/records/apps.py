"""The app `records`."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Sightings, persons, the tables of the data sets, their history and the outbox."""

    name = "qinkang.records"
    verbose_name = "业务数据"
