"""What a request holds sealed: the new values, why, and on what grounds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from qinkang.records.key_check import ring_in_force
from qinkang.records.models import Correction, Evidence
from qinkang.records.sealing import open_many, seal_many

TABLE, FILES = Correction._meta.db_table, Evidence._meta.db_table
APART = b"\x00"

REASONS = {
    "typing": "录入笔误",
    "form": "与纸质表、原始记录不一致",
    "identity": "姓名或证件号码有误",
    "asked": "本人或家属申请更正",
    "twice": "重复登记",
    "else": "其他（在依据中写明）",
}
"""Why a record is corrected or withdrawn."""

RELEASE_REASONS = {
    "form_agrees": "与纸质表、原始记录一致，内容属实",
    "person_agrees": "已向本人或家属核实，内容属实",
    "unit_agrees": "已向报送单位核实，内容属实",
    "else": "其他（在依据中写明）",
}
"""Why a held record counts all the same."""


@dataclass(frozen=True, repr=False)
class Content:
    """The sealed part of a request.

    Attributes:
        changes: column to what shall stand there, None for nothing; as typed, before the rules.
        reason: a code of `REASONS`; empty in a draft, and for what a sender sent again.
        grounds: the evidence in words.
        sightings: role to the sighting that the record shall point to (only for what a sender sent again).
    """

    changes: Mapping[str, str | None] = field(default_factory=dict)
    reason: str = ""
    grounds: str = ""
    sightings: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> bytes:
        """Return it as it stands in the envelope."""
        said = {
            "changes": dict(self.changes),
            "reason": self.reason,
            "grounds": self.grounds,
            "sightings": dict(self.sightings),
        }
        return json.dumps(said, ensure_ascii=False).encode()


def sealed(number: int, content: Content) -> bytes:
    """Seal the content for the request of this number."""
    return seal_many(ring_in_force(), TABLE, "sealed", [number], [content.as_json()])[0]


def content_of(correction: Correction) -> Content:
    """Open what a request holds. Whoever shows it writes that down."""
    ring = ring_in_force()
    (plain,) = open_many(ring, TABLE, "sealed", [correction.pk], [bytes(correction.sealed)])
    return Content(**json.loads(plain))


def sealed_file(number: int, name: str, plain: bytes) -> bytes:
    """Seal a file of evidence with its name, which may say who somebody is."""
    return seal_many(ring_in_force(), FILES, "sealed", [number], [name.encode() + APART + plain])[0]


def file_of(evidence: Evidence) -> tuple[str, bytes]:
    """Return a file's name and bytes."""
    ring = ring_in_force()
    (plain,) = open_many(ring, FILES, "sealed", [evidence.pk], [bytes(evidence.sealed)])
    name, _, content = plain.partition(APART)
    return name.decode(), content
