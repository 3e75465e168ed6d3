"""Who acts is said once per transaction, and written down."""

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError
from tests.database.ready import become
from tests.database.records.conftest import PROVINCE, XIAN

from qinkang.accounts.audit import audit
from qinkang.accounts.models import AuditEvent, User
from qinkang.accounts.scope import ActsOtherwise, NotActing, Scope, acting_as
from qinkang.accounts.scope import acting as who_acts


def test_the_same_words_again_are_no_other_actor(worker, acting):
    with acting() as first, acting() as second:
        assert first == second == who_acts()


@pytest.mark.parametrize(
    "other", [{"units": (XIAN,)}, {"actor": "job:other"}, {"because": "别的"}], ids=["where", "who", "why"]
)
def test_a_second_context_in_one_transaction_is_refused(worker, acting, other):
    units = other.pop("units", ())
    with acting(), pytest.raises(ActsOtherwise), acting(*units, **other):
        pass


def test_an_outer_transaction_keeps_its_context_to_the_end(worker, acting):
    with transaction.atomic():
        with acting():
            pass
        with pytest.raises(ActsOtherwise), acting(XIAN):
            pass
        assert who_acts().scope == Scope((PROVINCE,))


def test_nobody_acts_outside(worker):
    with pytest.raises(NotActing):
        who_acts()
    with transaction.atomic(), pytest.raises(NotActing):
        audit("read", "records_person", 1)


def test_who_and_why_must_be_said(worker, acting):
    with pytest.raises(ValueError), acting(actor=" "):
        pass
    with pytest.raises(ValueError), acting(because=""):
        pass


@pytest.mark.parametrize("units", [(0,), (-1,), ("1",), (True,), (2**31,)])
def test_a_scope_is_made_of_numbers_of_units(units):
    with pytest.raises(ValueError):
        Scope(units)


def test_an_empty_scope_sees_nothing(sight, acting):
    sight({"person": 1})
    with acting_as(Scope(()), actor="user:1", because="无授权"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM records_sighting")
        assert cursor.fetchone() == (0,)


def test_audit_says_who_why_and_what_and_is_lost_with_the_deed(worker, acting):
    with acting():
        audit("export", "records_healthcheck", "batch:7", rows=12)
    with pytest.raises(ZeroDivisionError), acting():
        audit("export", "records_healthcheck", "batch:8")
        raise ZeroDivisionError

    (kept,) = AuditEvent.objects.all()
    assert (kept.actor, kept.because, kept.object_ref, kept.rows) == ("job:test", "测试", "batch:7", 12)


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE accounts_auditevent SET actor = 'x'",
        "DELETE FROM accounts_auditevent",
        "TRUNCATE accounts_auditevent",
    ],
)
@pytest.mark.parametrize("role", ["qk_web", "qk_worker", "qk_owner"])
def test_audit_is_only_ever_added_to(worker, role, deed):
    become(role)

    with (
        pytest.raises(ProgrammingError, match=r"permission denied|append-only"),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed)


@pytest.mark.parametrize("spelling", ["Alice", "ＡＬＩＣＥ", " alice "])
def test_names_that_look_alike_are_one_account(worker, spelling):
    become("qk_web")
    with transaction.atomic():
        made = User.objects.create_user("alice", name="甲", unit=1)

        assert User.objects.get_by_natural_key(spelling) == made
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create_user(spelling, name="乙", unit=1)
        transaction.set_rollback(True)


def test_the_database_refuses_a_name_that_is_not_normal(worker):
    become("qk_web")
    with pytest.raises(IntegrityError, match="username_is_normal"), transaction.atomic():
        User.objects.create(username="Alice", name="甲", unit=1)


def test_the_worker_knows_accounts_but_not_their_passwords(worker):
    with connection.cursor() as cursor:
        cursor.execute("SELECT username FROM accounts_user")
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("SELECT password FROM accounts_user")
