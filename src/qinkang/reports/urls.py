"""Addresses of `reports`."""

from django.urls import path

from qinkang.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.exports, name="exports"),
    path("ask/", views.ask_for, name="ask"),
    path("<int:number>/row/", views.row, name="row"),
    path("<int:number>/cancel/", views.cancel_one, name="cancel"),
    path("<int:number>/download/", views.download, name="download"),
]
