"""Which record a page is about: the data set must be of its line, the record in the reader's scope."""

from django.http import Http404

from qinkang.accounts.models import Line
from qinkang.records.tables import Recorded
from qinkang.records.writing.staging import recorded_models


def tables_of(line: Line) -> dict[str, type[Recorded]]:
    """Return the tables of a line's data sets, by code."""
    found = {model.dataset.code: model for model in recorded_models()}
    return {code: model for code, model in found.items() if code.startswith(f"{line}.")}


def record_of(line: Line, dataset: str, number: int) -> Recorded:
    """Return one record. Raises Http404 for one of another line or outside the present scope."""
    model = tables_of(line).get(dataset)
    found = model.objects.filter(pk=number).first() if model else None
    if found is None:
        raise Http404
    return found
