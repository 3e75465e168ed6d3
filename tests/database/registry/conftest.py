"""The registry as it is after migrating, and who acts in it."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from tests.database.ready import become

from qinkang.accounts.scope import Acting, Scope
from qinkang.registry import actions
from qinkang.registry.entry import Entry
from qinkang.registry.models import ManagementUnit, Organisation
from qinkang.standards import datasets  # noqa: F401  (the declarations that rulebooks are made of)

TODAY = date(2026, 11, 23)


@pytest.fixture
def db(laid_out) -> Iterator[None]:
    """Be the web, in a transaction that is undone after the test."""
    before = become("qk_web")
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    become(before)


@pytest.fixture
def by() -> Acting:
    """Give an officer of the province."""
    return Acting(Scope((1,)), "user:1", "按省级通知维护基础信息")


@pytest.fixture
def unit(db):
    """Look a management unit up by its code."""
    return lambda code: ManagementUnit.objects.get(code=code)


@pytest.fixture
def register(db, by):
    """Register an institution of 岐山县, whatever is said otherwise."""

    def make(code: str, name: str, **said) -> Organisation:
        usual = {"county": "610323", "unit": "SX-610323", "kind": "C220"}
        return actions.register_organisation(Entry(code, name, **{**usual, **said}), by=by)

    return make
