"""Every app's addresses, put together."""

from django.urls import URLPattern, URLResolver, include, path

from qinkang.web import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("elderly/", include("qinkang.elderly.urls")),
    path("maternal/", include("qinkang.maternal.urls")),
    path("exports/", include("qinkang.reports.urls")),
    path("registry/", include("qinkang.registry.urls")),
    path("operations/", include("qinkang.operations.urls")),
    path("api/v1/", include("qinkang.intake.api.urls")),
    path("", include("qinkang.accounts.urls")),
    path("", include(("qinkang.web.own_urls", "web"))),
]
handler500 = pages.broken
