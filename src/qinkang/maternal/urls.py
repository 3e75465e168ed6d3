"""Addresses of `maternal`."""

from django.urls import path

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import needs

@needs(Line.MATERNAL, Duty.VIEW, title="x")
def v(request, number=0): ...

app_name = "maternal"
urlpatterns = [
    path("stock/", v, name="stock"),
    path("stock/receipts/", v, name="receipts"),
    path("stock/number/", v, name="number"),
    path("stock/year/", v, name="year"),
    path("stock/letters/", v, name="letters"),
    path("stock/slips/<int:number>/", v, name="slip"),
]
