"""Addresses of `maternal`. A certificate's number is typed into a form; it says nothing about a person."""

from django.urls import path

from qinkang.maternal.views import letters, receipts, slips, stock
from qinkang.maternal.views.deeds import deed_pages

app_name = "maternal"
urlpatterns = [
    path("stock/", stock.stock, name="stock"),
    path("stock/gaps/", stock.missing, name="gaps"),
    path("stock/number/", stock.number, name="number"),
    path("stock/year/", stock.year, name="year"),
    path("stock/movements/", stock.movements, name="movements"),
    path("stock/receipts/", receipts.receipts, name="receipts"),
    path("stock/receipts/<int:number>/decide/", receipts.decide, name="decide_receipt"),
    path("stock/slips/", slips.slips, name="slips"),
    path("stock/slips/<int:number>/", slips.slip, name="slip"),
    path("stock/slips/<int:number>/check/", slips.check, name="check_slip"),
    path("stock/slips/<int:number>/sign/", slips.sign, name="sign_slip"),
    path("stock/slips/<int:number>/back/", slips.back, name="take_back"),
    *deed_pages(),
    path("letters/", letters.letters, name="letters"),
    path("letters/change/", letters.change, name="change_letter"),
]
