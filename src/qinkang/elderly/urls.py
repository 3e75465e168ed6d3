"""Addresses of `elderly`. What a page was asked stands behind them; nothing in them says who somebody is."""

from django.urls import path

from qinkang.accounts.models import Line
from qinkang.elderly.views import cases, finding, overview, person, targets
from qinkang.exchange.pages import delivery_pages
from qinkang.intake.pages import intake_pages
from qinkang.records.pages import records_pages

app_name = "elderly"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("area/<str:area>/", overview.overview, name="area"),
    path("area/<str:area>/trend/", overview.trend, name="trend"),
    path("area/<str:area>/cases/", cases.cases, name="cases"),
    path("find/", finding.finding, name="find"),
    path("person/<int:number>/", person.person, name="person"),
    path("person/<int:number>/unmask/", person.unmask, name="unmask"),
    path("record/<str:kind>/<int:number>/", person.record, name="record"),
    path("targets/", targets.targets, name="targets"),
    path("targets/set/", targets.set_one, name="set_target"),
    path("targets/<int:number>/end/", targets.end_one, name="end_target"),
    *records_pages(Line.ELDERLY),
    *intake_pages(Line.ELDERLY),
    *delivery_pages(Line.ELDERLY),
]
