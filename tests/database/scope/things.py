"""What the numbers and words in addresses stand for, and which of them lie where.

`every_way` writes a route's address for every thing of the kind that it takes. A route whose address
holds something unknown here is refused with a sentence: say below what it is.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.db.models import Model
from tests.database.scope.places import BY_HAND, DATASET

from qinkang.accounts.models import User
from qinkang.exchange.models import ManualFile
from qinkang.intake.models import Batch, MarkedCopy, Sender, Upload, Withdrawal
from qinkang.kernel import clock
from qinkang.maternal.models import Consignment, Slip
from qinkang.records.models import (
    Conflict,
    Correction,
    Evidence,
    HealthCheck,
    LinkDecision,
    Outbox,
    Pair,
    Person,
)
from qinkang.registry.models import Organisation
from qinkang.registry.questions import unit_map
from qinkang.reports.models import Export
from qinkang.standards.sources import GROUPS

PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass(frozen=True)
class Way:
    """One address; `scope` is who may see what it names, None where it names nothing that anybody owns."""

    address: str
    scope: frozenset[int] | None


def own_scope(thing: Any) -> frozenset[int]:
    """Who may see a row that says so itself."""
    return frozenset(thing.scope)


def of_unit(read: Callable[[Any], int]) -> Callable[[Any], frozenset[int]]:
    """Who may see what belongs to a unit: it and its superiors."""
    return lambda thing: frozenset(unit_map(clock.today()).superiors(read(thing)))


THINGS: dict[str, tuple[type[Model], Callable[[Any], frozenset[int] | None]]] = {
    "v1/batches/<int:number>": (Batch, of_unit(lambda batch: batch.sender.unit_id)),
    "batches/<int:number>": (Batch, own_scope),
    "columns/<int:number>": (Sender, of_unit(lambda sender: sender.unit_id)),
    "conflicts/<int:number>": (Conflict, own_scope),
    "copies/<int:number>": (MarkedCopy, own_scope),
    "corrections/<int:number>": (Correction, own_scope),
    "decisions/<int:number>": (LinkDecision, own_scope),
    "deliveries/<int:number>": (Outbox, own_scope),
    "evidence/<int:number>": (Evidence, own_scope),
    "exports/<int:number>": (Export, own_scope),
    "file/<int:number>": (ManualFile, own_scope),
    "organisations/<int:number>": (Organisation, lambda one: None),  # the register is open to all
    "pairs/<int:number>": (Pair, own_scope),
    "receipts/<int:number>": (Consignment, own_scope),
    "slips/<int:number>": (Slip, own_scope),
    "people/<int:pk>": (User, of_unit(lambda user: user.unit)),
    "person/<int:number>": (Person, own_scope),
    "senders/<int:number>": (Sender, of_unit(lambda sender: sender.unit_id)),
    "upload/<int:number>": (Upload, own_scope),
    "withdrawals/<int:number>": (Withdrawal, own_scope),
    "<str:dataset>/<int:number>": (HealthCheck, own_scope),
    "<str:kind>/<int:number>": (HealthCheck, own_scope),
}
"""By the end of an address up to a number: of what it is the number, and who may see that."""

WORDS: dict[str, tuple[object, ...]] = {
    "<str:area>": ("610000", "610300", "610400", "610402", "610323", "610324", "610402777", "610402001"),
    "<str:dataset>": (DATASET,),
    "precedence/<str:group>": tuple(GROUPS),
    "<str:kind>": (HealthCheck._meta.model_name, "health_check"),
    "<slug:target>": (BY_HAND,),
    "<str:batch_no>": ("b",),
    "<str:batch_no>/<int:seq>": (1,),
    "programs/<int:program>": (1,),
    "targets/<int:number>": (1,),
    "pieces/<int:piece>": (0,),
    "announcements/<int:pk>": (1,),
    "keepers/<int:pk>": (1,),
    "templates/<int:pk>": (1,),
    "take/<int:template>": (1,),
    "take/<int:template>/<int:unit>": (1,),
    "<str:chapter>": ("1-看数据",),
    "<str:picture>": ("overview.png",),
    "organisations/<int:number>/<str:deed>": ("close",),
}
"""By the end of an address up to a word, or to the number of what is the whole province's: what to try."""


class Unknown(AssertionError):
    """An address holds something of which nobody has said what it is."""


def every_way(path: str) -> Iterator[Way]:
    """Write a route's address for all it can name. Call it where the whole province is seen."""
    choices: list[list[tuple[object, frozenset[int] | None]]] = []
    for found in PARAMETER.finditer(path):
        upto = path[: found.end()]
        known = max((end for end in (*THINGS, *WORDS) if upto.endswith(end)), key=len, default="")
        if known in THINGS:
            model, scope_of = THINGS[known]
            choices.append(_first_and_last(model, scope_of))
        elif known in WORDS:
            choices.append([(word, None) for word in WORDS[known]])
        else:
            raise Unknown(
                f"{path}: what does {found[0]} stand for? Say so in tests/database/scope/things.py: in THINGS"
                " with the model whose rows it numbers and who sees them, or in WORDS where it names nothing"
                " that belongs to a unit."
            )
    for chosen in product(*choices):
        words = iter([word for word, _ in chosen])
        scopes = [scope for _, scope in chosen if scope is not None]
        yield Way(PARAMETER.sub(lambda _, words=words: str(next(words)), path), scopes[0] if scopes else None)


def _first_and_last(
    model: type[Model], scope_of: Callable[[Any], frozenset[int] | None]
) -> list[tuple[int, frozenset[int] | None]]:
    """Of all that the same people see, the first and the last; they are of different states."""
    by_scope: dict[frozenset[int] | None, list[int]] = {}
    for one in model._base_manager.order_by("pk"):
        by_scope.setdefault(scope_of(one), []).append(one.pk)
    return [(number, scope) for scope, numbers in by_scope.items() for number in {numbers[0], numbers[-1]}]
