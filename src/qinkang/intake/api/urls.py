"""Addresses of the interface. The version stands in front; a change that breaks callers makes a new one."""

from django.urls import path

from qinkang.intake.api import checking, messages, openapi, token

app_name = "api"
urlpatterns = [
    path("openapi.json", openapi.document, name="openapi"),
    path("token", token.token, name="token"),
    path("datasets/<str:dataset>/check", checking.check, name="check"),
    path("datasets/<str:dataset>/batches/<str:batch_no>/<int:seq>", messages.deliver, name="deliver"),
    path("batches/<int:number>", messages.batch, name="batch"),
    path("batches/<int:number>/receipts", messages.receipts, name="receipts"),
]
