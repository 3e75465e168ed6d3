"""When a page breaks: a sentence for the person, the place for whoever mends it, and no words of the error."""

import logging

import pytest
from tests.database import ready  # noqa: F401

from qinkang.accounts.views import desk


def test_an_error_is_logged_by_place_and_kind_but_not_by_value(person, monkeypatch, caplog, capsys):
    def broken(request, news):
        raise KeyError("planted-number")

    li = person("li")
    broken.needs = desk.desk.needs
    li.browser.raise_request_exception = False
    handler = logging.getLogger("django.request").handlers[0]
    monkeypatch.setattr(desk, "DeskPage", broken)

    answer = li.browser.get("/?q=planted-query")
    written = handler.format(caplog.records[-1]) if caplog.records else capsys.readouterr().err

    assert answer.status_code == 500
    assert "操作没有完成" in answer.content.decode()
    assert "KeyError" in written
    assert "in desk" in written
    assert "planted-query" not in written
    assert written.count("planted-number") <= 1  # the source line that Python quotes, never the message


@pytest.mark.parametrize("address", ["/nothing/", "/people/x/"])
def test_an_address_of_nothing_says_so(address, person):
    answer = person("li").browser.get(address)

    assert answer.status_code == 404
    assert "没有这个页面" in answer.content.decode()


def test_a_form_without_our_mark_is_refused(person):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": "a", "password": "b"})

    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()
