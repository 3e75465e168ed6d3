"""The ledger of labels: which row of which file breaks which rule. It holds no value of anybody."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qinkang.sandbox.defects import Label
from qinkang.sandbox.senders.sent_file import SentFile


def write_ledger(sent: Iterable[SentFile], path: Path) -> None:
    """Write the labels of these files as JSON; row numbers are those a person sees in the file."""
    text = json.dumps({"files": [_file(one) for one in sent]}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def _file(sent: SentFile) -> dict[str, Any]:
    return {
        "file": sent.path.name,
        "sender": sent.sender,
        "dataset": sent.dataset,
        "kind": sent.kind,
        "sent_on": sent.sent_on.isoformat(),
        "rows": sent.rows,
        "first_row": sent.first_row,
        "live": sent.live,
        "lacks": list(sent.lacks),
        "habits": list(sent.habits),
        "planted": [_label(label, sent.first_row) for label in sent.planted],
        "near_misses": [_label(label, sent.first_row) for label in sent.near_misses],
        "revised": [row + sent.first_row for row in sent.revised],
        "repeated": [row + sent.first_row for row in sent.repeated],
        "withdrawn": [row + sent.first_row for row in sent.withdrawn],
    }


def _label(label: Label, first_row: int) -> dict[str, Any]:
    told: dict[str, Any] = {"row": label.row + first_row, "rule": label.rule, "field": label.field}
    if label.effect:
        told |= {"effect": label.effect, "fields": list(label.fields), "also": list(label.also)}
    return told | {"says": label.says}
