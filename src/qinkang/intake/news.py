"""What receiving tells people on their first page: findings that are new since they were last here."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from qinkang.accounts.models import Line
from qinkang.accounts.to_dos import News
from qinkang.intake.models import Finding
from qinkang.standards.dataset import DATASETS


def new_findings(line: Line, since: datetime) -> list[News]:
    """Return what was found since in the present scope, by data set, most first: one query.

    Only what still says something about the newest version of a record.
    """
    try:
        page = reverse(f"{line}:findings")
    except NoReverseMatch:
        return []
    found = Finding.objects.filter(found_at__gt=since, current=True, dataset__startswith=f"{line}.")
    counted = found.values_list("dataset").annotate(many=Count("id")).order_by("-many", "dataset")
    return [
        News(
            title=f"{DATASETS[dataset].title}新增问题", count=many,
            link=f"{page}?{urlencode({'dataset': dataset, 'since': since.isoformat()})}",
        )
        for dataset, many in counted
        if dataset in DATASETS
    ]  # fmt: skip
