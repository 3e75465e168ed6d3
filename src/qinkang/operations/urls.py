"""Addresses of `operations`."""

from django.urls import path

from qinkang.operations import views

app_name = "operations"
urlpatterns = [
    path("health/", views.health, name="health"),
    path("version/", views.version, name="version"),
    path("help/", views.help_page, name="help"),
    path("help/pictures/<str:picture>", views.picture, name="picture"),
    path("help/<str:chapter>/", views.help_page, name="chapter"),
]
