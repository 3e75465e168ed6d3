"""Choosing golden values anew where another order of sources is in force than they rest on."""

from datetime import datetime

from django.db import connection

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.kernel import clock
from qinkang.records.golden import refresh_golden
from qinkang.records.models import GoldenBasis, JudgeAgain
from qinkang.records.precedence import order_in_force
from qinkang.records.writing.linkage import ALONE
from qinkang.records.writing.planning import looked_up_by_key

ASK = """
INSERT INTO records_judgeagain (person_id, since, scope)
SELECT DISTINCT p.id, %s::timestamptz, p.scope
FROM records_sighting s JOIN records_personlink l ON l.sighting_id = s.id JOIN records_person p ON p.id = l.person_id
WHERE s.sender = ANY(%s) ORDER BY p.id
ON CONFLICT (person_id) DO UPDATE SET since = excluded.since
"""


def choose_again(at_most: int, *, by: Acting) -> dict[int, datetime]:
    """Choose the golden values of persons that are to be settled again; return them with since when.

    They wait on: whoever judges their records takes them off the list.

    Args:
        at_most: how many at once.
        by: in the scope of the whole province, for a person may be known anywhere.
    """
    with deed(by), connection.cursor() as cursor:
        cursor.execute(ALONE)
        _ask_where_the_order_changed()
        rows = JudgeAgain.objects.order_by("person_id").values_list("person_id", "since")
        waiting = dict(rows[:at_most])
        if waiting:
            with looked_up_by_key():
                refresh_golden("SELECT unnest(%s::bigint[])", [list(waiting)])
    return waiting


def _ask_where_the_order_changed() -> None:
    """Put the people of every system on the list whose places are others than their values rest on."""
    known = dict(GoldenBasis.objects.values_list("sender", "places"))
    now = order_in_force().places
    changed = sorted(one for one in known.keys() | now.keys() if known.get(one) != now.get(one))
    if not changed:
        return
    with connection.cursor() as cursor:
        cursor.execute(ASK, [clock.now(), changed])
        asked = cursor.rowcount
    GoldenBasis.objects.filter(sender__in=changed).delete()
    GoldenBasis.objects.bulk_create(
        GoldenBasis(sender=one, places=dict(now[one])) for one in changed if one in now
    )
    audit("choose_sources_again", "records_goldenbasis", f"senders:{len(changed)}", rows=asked)
