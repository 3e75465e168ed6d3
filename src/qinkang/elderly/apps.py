"""The app `elderly`."""

from django.apps import AppConfig


class ElderlyConfig(AppConfig):
    """Pages of elderly health."""

    name = "qinkang.elderly"
    verbose_name = "老龄健康"

    def ready(self) -> None:
        """Place the pages in the navigation."""
        from qinkang.accounts.models import Line
        from qinkang.accounts.navigation import Entry, place
        from qinkang.elderly.exports import offer_elderly
        from qinkang.intake.pages import intake_entries
        from qinkang.records.pages import correction_entries, person_entries
        from qinkang.reports.offers import offer_lists

        offer_elderly()
        offer_lists(Line.ELDERLY)
        place(
            Entry("总览", "elderly:overview", "看数据", Line.ELDERLY),
            Entry("人员查询", "elderly:find", "看数据", Line.ELDERLY),
            Entry("年度目标", "elderly:targets", "看数据", Line.ELDERLY),
            *person_entries(Line.ELDERLY),
            *intake_entries(Line.ELDERLY),
            *correction_entries(Line.ELDERLY),
            Entry("国家上报", "elderly:deliveries", "送数据", Line.ELDERLY),
        )
