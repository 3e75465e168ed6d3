"""Files of evidence: what shows that a correction is right, sealed beside the request."""

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.kernel import clock
from qinkang.records.actions.correcting import CorrectionMistake
from qinkang.records.correcting.content import FILES, sealed_file
from qinkang.records.models import Correction, Evidence
from qinkang.records.models.correction import CorrectionState
from qinkang.records.writing.sightings import reserve_ids

MOST_FILES, MOST_BYTES = 3, 5_000_000
BEGINS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}
"""Kind of file to its first bytes: what a name promises is not believed."""


def attach(draft: Correction, name: str, plain: bytes, *, by: Acting) -> Evidence:
    """Seal a file beside a draft. Raises CorrectionMistake: too many, too large, or no scan or photo."""
    with deed(by):
        kind = next((one for one, head in BEGINS.items() if plain.startswith(head)), None)
        if kind is None or len(plain) > MOST_BYTES:
            raise CorrectionMistake("依据文件限 PDF、JPG、PNG，每个不超过 5 MB。")
        if draft.evidence.count() >= MOST_FILES:
            raise CorrectionMistake(f"依据文件最多 {MOST_FILES} 个，请先移除不需要的。")
        (number,) = reserve_ids(FILES, 1).to_pylist()
        audit("attach_evidence", FILES, number)
        return Evidence.objects.create(
            pk=number,
            correction=draft,
            kind=kind,
            size=len(plain),
            sealed=sealed_file(number, name[-120:], plain),
            at=clock.now(),
            actor=by.actor,
            scope=draft.scope,
        )


def detach(draft: Correction, number: int, *, by: Acting) -> None:
    """Take a file off a draft; what has been asked keeps its evidence."""
    with deed(by):
        if draft.state == CorrectionState.DRAFT and draft.asked_by == by.actor:
            Evidence.objects.filter(pk=number, correction=draft).delete()
            audit("detach_evidence", FILES, number)
