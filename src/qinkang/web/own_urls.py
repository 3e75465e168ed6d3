"""The shell's own addresses."""

from django.urls import path

from qinkang.web import pages

urlpatterns = [
    path("examples/", pages.examples, name="examples"),
    path("health/", pages.health, name="health"),
]
