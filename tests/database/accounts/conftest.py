"""A province with its units, and people who have signed in to it with their own browsers."""

import itertools
import random
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from tests.database.ready import become

from qinkang.accounts import one_time_code, stay
from qinkang.accounts.actions import offices
from qinkang.accounts.actions.own_account import set_password
from qinkang.accounts.actions.people import Keeping
from qinkang.accounts.forms.people import person_index
from qinkang.accounts.models import AuditEvent, Keeper, Right, RoleTemplate, SignIn, User
from qinkang.accounts.scope import Scope, acting_as
from qinkang.accounts.units import unit_tree
from qinkang.accounts.vault import vault
from qinkang.kernel import clock
from qinkang.kernel.citizen_id import check_character

NAMES = [
    "王建国",
    "李明",
    "张伟",
    "赵丽",
    "陈静",
    "周杰",
    "刘洋",
    "杨帆",
    "孙悦",
    "马超",
    "朱琳",
    "胡军",
    "郭蕾",
    "何平",
    "高翔",
]
PASSWORD = "Vr7#moonlit-harbour"
# In the order in which rows may go.
EMPTIED = ("announcement", "notice", "todo", "recovery", "keeper", "right", "signin", "tries", "pastpassword")


@pytest.fixture
def db(laid_out, monkeypatch) -> Iterator[None]:
    """Be the web, as in real life without a transaction around; leave no account behind."""
    monkeypatch.setattr(settings, "PASSWORD_ITERATIONS", 100)
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["*"])
    before = become("qk_web")
    yield
    become("qk_owner")
    with connection.cursor() as cursor:
        for table in EMPTIED:
            cursor.execute(f"DELETE FROM accounts_{table}")
        cursor.execute("DELETE FROM accounts_roletemplate WHERE proposed_by_id IS NOT NULL")
        cursor.execute(
            "UPDATE accounts_roletemplate SET state = 'proposed', decided_by_id = NULL, decided_at = NULL"
        )
        cursor.execute("DELETE FROM accounts_user")
    become(before)


@pytest.fixture
def unit(db):
    """Give a unit's number by its code: `unit("610323")` is 岐山县."""
    tree = unit_tree()
    return lambda code: tree.find(f"SX-{code}").id


@pytest.fixture
def act(db):
    """Do something as somebody: `act(by, deed, …)`."""

    def do(who, deed, /, *args, **words):
        with acting_as(Scope(()), actor=f"user:{who.pk}" if who else "test", because="test"):
            return deed(*args, **words)

    return do


def invented_id(seed: int) -> str:
    """Return a well-formed ID number of nobody."""
    first = f"610323{1950 + seed % 50}0101{seed % 1000:03d}"
    return first + check_character(first)


class Person:
    """Somebody with an account, and the browser they use."""

    def __init__(self, user: User) -> None:
        self.user, self.browser = user, Client(headers={"user-agent": "invented browser"})

    def arrived(self) -> "Person":
        """Sign in fully, without going through the door."""
        entered, token = stay.begin(self.user, "192.0.2.7", "invented browser")
        SignIn.objects.filter(pk=entered.pk).update(factor_at=clock.now())
        self.browser.cookies[stay.COOKIE] = token
        return self

    def code(self, steps: int = 0) -> str:
        """Return what the person's phone shows, some steps from now."""
        self.user.refresh_from_db()
        secret = vault().open(f"accounts_user.factor.{self.user.pk}", bytes(self.user.factor_sealed))
        return one_time_code.code(secret, one_time_code.step_at(clock.now()) + steps)


@pytest.fixture
def person(unit, act):
    """Make somebody, signed in unless `at_the_door`: `person("li", at="610323", rights=[("elderly", "view")])`."""
    names = itertools.count()
    numbers = iter(random.Random(7).sample(range(50_000), 999))

    def make(
        username,
        *,
        at="610323",
        kind="staff",
        rights=(),
        keeps=None,
        at_the_door=False,
        factor=None,
        password=PASSWORD,
    ):
        administrator = kind in ("system", "security", "audit")

        def made():
            user = User.objects.create_user(
                username,
                name=NAMES[next(names) % len(NAMES)],
                kind=kind,
                unit=None if administrator else unit(at),
                person_index=person_index(invented_id(next(numbers))),
                made_at=clock.now(),
            )
            set_password(user, password)
            if factor if factor is not None else administrator:
                user.factor_sealed = vault().seal(
                    f"accounts_user.factor.{user.pk}", one_time_code.new_secret()
                )
                user.factor_confirmed_at = clock.now()
                user.save()
            return user

        user = act(None, made)
        for line, duty, *where in rights:
            give(user, line, duty, unit(where[0] if where else at))
        if keeps:
            act(None, appoint, user, unit(keeps))
        someone = Person(user)
        return someone if at_the_door else someone.arrived()

    def giver():
        return User.objects.filter(username="giver").first() or User.objects.create_user(
            "giver", name="某授予人", unit=unit("610000"), made_at=clock.now()
        )

    def appoint(user, where):
        Keeper.objects.create(
            user=user, holder="staff", unit=where, appointed_by=giver(), appointed_at=clock.now()
        )

    def give(user, line, duty, where):
        def granted():
            fitting = RoleTemplate.objects.filter(line=line, duties__contains=[duty])
            template = fitting.first() or RoleTemplate.objects.first()
            holder = "operator" if duty == "operate" else "staff"
            Right.objects.create(
                user=user, holder=holder, line=line, unit=where, duty=duty, template=template,
                granted_by=giver(), granted_at=clock.now(),
            )  # fmt: skip

        act(None, granted)

    return make


@pytest.fixture
def approved(person, act):
    """Approve one of the templates that come with the product, by title."""
    security = person("approver", kind="security")

    def approve(title):
        template = RoleTemplate.objects.get(title=title)
        act(security.user, offices.decide_template, by=security.user, template=template, approve=True)
        return RoleTemplate.objects.get(title=title)

    return approve


@pytest.fixture
def keeping():
    """Give what somebody keeps."""
    return lambda someone: Keeping.of(
        someone.user,
        Keeper.objects.filter(user=someone.user, ended_at=None).values_list("unit", flat=True),
        unit_tree(),
    )


@pytest.fixture
def audited(db):
    """Give what was written to the audit trail since the test began: action and outcome."""
    last = AuditEvent.objects.order_by("-id").values_list("id", flat=True).first() or 0
    return lambda: list(
        AuditEvent.objects.filter(id__gt=last).order_by("id").values_list("action", "outcome", "actor")
    )
