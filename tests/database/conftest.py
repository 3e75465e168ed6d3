"""The session's database with every table, made by its owner."""

from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from tests.database.ready import become

from qinkang.records.laying_out import bring_up_to_date


@pytest.fixture(scope="session")
def laid_out(postgres, place, django_db_blocker) -> Iterator[None]:
    """Make all tables as the owner, in the session's database.

    Where this folder is asked for by name, settings are known before the tests begin, and pytest-django
    then bans the database until it is told otherwise.
    """
    allowed = django_db_blocker.unblock() if django_db_blocker else nullcontext()
    with pytest.MonkeyPatch.context() as patch, allowed:
        patch.setenv("QK_VAR", str(place / "var"))
        before = become("qk_owner")
        bring_up_to_date()
        become(before)
        yield
