"""Addresses of `elderly`. What a page was asked stands behind them; nothing in them says who somebody is."""

from django.urls import path

from qinkang.elderly.views import cases, finding, flow, overview, person

app_name = "elderly"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("area/<str:area>/", overview.overview, name="area"),
    path("area/<str:area>/trend/", overview.trend, name="trend"),
    path("area/<str:area>/cases/", cases.cases, name="cases"),
    path("batches/", flow.batches, name="batches"),
    path("findings/", flow.findings, name="findings"),
    path("deliveries/", flow.deliveries, name="deliveries"),
    path("find/", finding.finding, name="find"),
    path("person/<int:number>/", person.person, name="person"),
    path("person/<int:number>/unmask/", person.unmask, name="unmask"),
    path("record/<str:kind>/<int:number>/", person.record, name="record"),
]
