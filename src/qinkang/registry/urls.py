"""Addresses of `registry`."""

from django.urls import path

from qinkang.registry.pages import calendar, deeds, organisations, precedence, workbook

app_name = "registry"
urlpatterns = [
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", deeds.new, name="new"),
    path("organisations/workbook/", workbook.download, name="workbook"),
    path("organisations/import/", workbook.take_in, name="import"),
    path("organisations/<int:number>/", organisations.organisation, name="organisation"),
    path("organisations/<int:number>/<str:deed>/", deeds.deed, name="deed"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/enter/", calendar.enter, name="enter_holidays"),
    path("precedence/", precedence.orders, name="precedence"),
    path("precedence/<str:group>/", precedence.revise, name="revise_precedence"),
]
