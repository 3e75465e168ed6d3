"""Which batch, upload, withdrawal or sender a page is about: of its line, and in the reader's scope."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from qinkang.accounts.models import Line
from qinkang.intake.models import Batch, Sender
from qinkang.intake.presenters.senders import senders_below
from qinkang.standards.dataset import DATASETS, Dataset

M = TypeVar("M", bound=Model)


def batch_of(line: Line, number: int) -> Batch:
    """Return a batch; raises Http404 for one of another line or outside the scope."""
    return get_object_or_404(
        Batch.objects.select_related("sender"), pk=number, dataset__startswith=f"{line}."
    )


def of_batch(line: Line, found: QuerySet[M], number: int) -> M:
    """Return what belongs to a batch of the line; raises Http404 likewise."""
    wanted = found.select_related("batch__sender")
    return get_object_or_404(wanted, pk=number, batch__dataset__startswith=f"{line}.")


def sender_of(request: Any, number: int) -> Sender:
    """Return a sender of the units in which the page acts; raises Http404 for another."""
    units = senders_below(request.acting.scope.units)
    return get_object_or_404(Sender.objects.select_related("unit"), pk=number, unit__in=units)


def dataset_of(line: Line, code: str) -> Dataset:
    """Return a data set of the line; raises Http404 for another."""
    if not code.startswith(f"{line}.") or code not in DATASETS:
        raise Http404
    return DATASETS[code]
