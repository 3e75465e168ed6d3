"""One record on a page of its own: whose it is, masked, where it came from, how it stands."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from qinkang.elderly.presenters.entry import entry_of
from qinkang.elderly.presenters.wording import Crumb, Fact
from qinkang.elderly.questions.timeline import around_of, ways_of
from qinkang.records.models import PersonLink
from qinkang.records.reading import identities_of


class RecordPage:
    """Everything around the form."""

    def __init__(self, record: Any) -> None:
        dataset = record.dataset
        who = identities_of([record.sighting_id]).get(record.sighting_id)
        person = PersonLink.objects.filter(pk=record.sighting_id).values_list("person", flat=True).first()
        self.name = (who.name if who else None) or "姓名不详"
        self.question = f"{dataset.title}上填了什么"
        self.person = reverse("elderly:person", args=[person]) if person else ""
        self.path = [
            Crumb("总览", reverse("elderly:overview")),
            Crumb(self.name, self.person),
            Crumb(f"{dataset.title} {record.happened_on}"),
        ]
        (way,) = ways_of([record])
        self.entry = entry_of(way, around_of([way]))
        self.facts = [
            Fact("姓名", self.name),
            Fact("证件号码", (who.id_no if who else None) or "无有效证件号码"),
            Fact("版本", f"第 {record.version} 版"),
            Fact("依据", f"{dataset.standard}，{dataset.edition} 版"),
        ]
