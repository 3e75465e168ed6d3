"""The frame of a decision about persons: who decides, about whom, and what is written down."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, Scope, acting, acting_as
from qinkang.kernel import clock
from qinkang.mistake import Mistake
from qinkang.records.actions.judging import judge_again
from qinkang.records.models import LinkDecision
from qinkang.records.models.link_decision import Kind
from qinkang.records.writing.linkage import ALONE
from qinkang.registry.models import ManagementUnit

SEEN = "SELECT id, scope FROM records_person WHERE id = ANY(%s) AND scope && %s::int[]"
SCOPE = (
    "SELECT array_agg(DISTINCT unit ORDER BY unit) FROM records_person, unnest(scope) unit WHERE id = ANY(%s)"
)


class PersonMistake(Mistake):
    """A decision about persons that cannot be carried out; says what to do."""


@contextmanager
def deciding(by: Acting, because: str) -> Iterator[None]:
    """Open the decision's transaction, alone among all that changes links.

    A person may be known in several counties, and its sightings belong together: so a decision acts on
    all of them, in the name of whoever decides. Whether one may decide about a person is asked of
    one's own scope (`refuse_strangers`).
    """
    if not because.strip():
        raise PersonMistake("请填写理由，之后查看或撤销时需要。")
    province = ManagementUnit.objects.get(level=ManagementUnit.Level.PROVINCE)
    with acting_as(Scope((province.pk,)), actor=by.actor, because=because):
        with connection.cursor() as cursor:
            cursor.execute(ALONE)
        yield


def refuse_strangers(by: Acting, persons: Sequence[int]) -> None:
    """Raise PersonMistake unless each of the persons is known within one's scope."""
    with connection.cursor() as cursor:
        cursor.execute(SEEN, [list(persons), list(by.scope.units)])
        seen = {number for number, _ in cursor.fetchall()}
    if set(persons) - seen:
        raise PersonMistake("没有找到该人员，或不在您的管理范围内。请核对后再试。")


def write_down(
    kind: Kind, person_a: int, person_b: int, before: dict[str, object], *, undoes: LinkDecision | None = None
) -> LinkDecision:
    """Keep the decision, with its line in the audit trail."""
    made = LinkDecision.objects.create(
        kind=kind,
        person_a=person_a,
        person_b=person_b,
        before=before,
        undoes=undoes,
        at=clock.now(),
        actor=acting().actor,
        because=acting().because,
        scope=together((person_a, person_b)),
    )
    judge_again((person_a, person_b))
    audit(f"{kind}_persons", "records_linkdecision", made.pk, rows=len(before.get("links", ())) or 1)
    return made


def together(persons: Iterable[int]) -> list[int]:
    """Return the units of all these persons."""
    with connection.cursor() as cursor:
        cursor.execute(SCOPE, [list(persons)])
        (units,) = cursor.fetchone()
    return units
