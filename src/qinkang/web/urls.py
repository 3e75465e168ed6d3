"""Every app's addresses, put together."""

from django.urls import URLPattern, URLResolver, include, path

from qinkang.web import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("elderly/", include("qinkang.elderly.urls")),
    path("", include("qinkang.accounts.urls")),
    path("", include(("qinkang.web.own_urls", "web"))),
]
handler500 = pages.broken
