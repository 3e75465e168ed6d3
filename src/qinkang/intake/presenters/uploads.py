"""Uploading a file, and what a dry run of it found."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import Any

from django.urls import reverse

from qinkang.accounts.models import Line
from qinkang.accounts.units import unit_tree
from qinkang.cleansing.file_check import COLUMN_ABSENT
from qinkang.intake.models import Contract, Upload, UploadState
from qinkang.intake.presenters.found import Broken
from qinkang.intake.presenters.progress import ProgressPart
from qinkang.intake.presenters.wording import COUNTS, count, size, title_of_dataset
from qinkang.intake.proposal import news
from qinkang.intake.uploading import LARGEST, PIECE
from qinkang.readers.mapping import CERTAIN
from qinkang.records.presenters.wording import moment
from qinkang.standards.dataset import DATASETS

TONES = {
    UploadState.ARRIVING: "wait",
    UploadState.ARRIVED: "wait",
    UploadState.TRIED: "good",
    UploadState.UNREADABLE: "bad",
    UploadState.STUCK: "bad",
    UploadState.COMMITTED: "good",
    UploadState.DISCARDED: "",
}
ORDER = ("rows", "accepted", "corrected", "flagged", "held", "rejected")
PLAIN = 20 << 20  # bytes that a form may send whole, without a script


def contracts_of(line: Line, units: tuple[int, ...]) -> list[Contract]:
    """What may be uploaded by somebody who enters data for these units: what their senders have agreed."""
    tree = unit_tree()
    below = {one for unit in units for one in tree.subtree(unit)}
    found = Contract.objects.filter(
        dataset__startswith=f"{line}.", active=True, sender__active=True, sender__unit__in=below
    )
    return list(found.select_related("sender").order_by("sender__name", "dataset"))


class UploadFormPage:
    """Where a file is chosen, with the uploads that are not finished."""

    largest, plain, piece = size(LARGEST), size(PLAIN), PIECE

    def __init__(self, line: Line, units: tuple[int, ...], actor: str) -> None:
        contracts = contracts_of(line, units)
        self.senders = [
            (name, [(one.pk, self._title(one)) for one in of_sender])
            for name, of_sender in groupby(contracts, key=lambda one: one.sender.name)
        ]
        self.begin = reverse(f"{line}:upload_begin")
        self.senders_page = reverse(f"{line}:senders")
        mine = Upload.objects.filter(began_by=actor, dataset__startswith=f"{line}.")
        open_ones = mine.exclude(state__in=[UploadState.COMMITTED, UploadState.DISCARDED])
        self.mine = [
            (
                one.file_name, reverse(f"{line}:uploaded", args=[one.pk]), one.sender.name,
                title_of_dataset(one.dataset), moment(one.began_at), one.get_state_display(),
                TONES[UploadState(one.state)],
            )
            for one in open_ones.select_related("sender").order_by("-id")[:20]
        ]  # fmt: skip

    @staticmethod
    def _title(contract: Contract) -> str:
        return f"{title_of_dataset(contract.dataset)}（{'全量' if contract.whole else '增量'}）"


class UploadPage:
    """One upload: how far it is, and what would happen if it were taken in."""

    columns = COUNTS

    def __init__(self, line: Line, upload: Upload) -> None:
        self.upload, state = upload, UploadState(upload.state)
        self.state, self.tone = state.label, TONES[state]
        self.sender, self.dataset = upload.sender.name, title_of_dataset(upload.dataset)
        self.size, self.at = size(upload.size), moment(upload.began_at)
        self.address = reverse(f"{line}:uploaded", args=[upload.pk])
        self.part = reverse(f"{line}:upload_state", args=[upload.pk])
        self.again = reverse(f"{line}:upload")
        self.settings = reverse(f"{line}:columns", args=[upload.sender_id, upload.dataset])
        self.batch = reverse(f"{line}:batch", args=[upload.batch_id]) if upload.batch_id else ""
        self.arriving = state == UploadState.ARRIVING
        self.waits = state == UploadState.ARRIVED
        self.tried = state == UploadState.TRIED
        self.progress = ProgressPart.about(f"upload:{upload.pk}") if self.waits else None
        contract = Contract.objects.filter(sender=upload.sender, dataset=upload.dataset).first()
        self.whole = contract is not None and contract.whole
        self.kind = "历史补录：不计时效，不向国家报送" if not upload.live else "实时报送"
        self.confirmed = contract is not None and contract.columns is not None
        self.mapping = self._mapping(contract)
        self.trial = upload.trial
        if self.trial:
            self.counts = [
                (title, count(self.trial[name])) for title, name in zip(COUNTS, ORDER, strict=True)
            ]
            self.findings = self._findings()
            self.read_as = self._read_as()
        self.may_commit = self.tried and self.confirmed and self.trial is not None
        self.may_discard = state in (
            UploadState.ARRIVING, UploadState.TRIED, UploadState.UNREADABLE, UploadState.STUCK
        )  # fmt: skip

    def _findings(self) -> list[Broken]:
        """What would be found in rows; and in one line, which mandatory columns the file lacks."""
        of_rows = [one for one in self.trial["findings"] if one["rule"] != COLUMN_ABSENT.code]
        absent = [one["field"] for one in self.trial["findings"] if one["rule"] == COLUMN_ABSENT.code]
        found = [self._broken(one) for one in of_rows]
        if absent:
            columns = DATASETS[self.upload.dataset].columns
            named = "、".join(columns[one].title for one in absent if one in columns)
            line = Broken.of(self.upload.dataset, COLUMN_ABSENT.code, "", COLUMN_ABSENT.effect.severity, 0)
            says = f"文件中没有这些必填的列：{named}。"
            found.append(replace(line, field=f"{len(absent)} 列", says=says))
        return found

    def _broken(self, one: dict[str, Any]) -> Broken:
        examples = [f"第 {row:,} 行 {value or '（空）'}" for row, value in one["examples"]]
        return Broken.of(
            self.upload.dataset, one["rule"], one["field"], one["severity"], one["rows"], examples=examples
        )

    def _read_as(self) -> str:
        sheet = f"工作表“{self.trial['sheet']}”" if self.trial["sheet"] else ""
        encoding = f"编码 {self.trial['encoding'].upper()}" if self.trial["encoding"] else ""
        return " · ".join(filter(None, [self.trial["format"].upper(), sheet, encoding]))

    def _mapping(self, contract: Contract | None) -> dict[str, Any] | None:
        """How many columns are used, and which a person should look at."""
        proposal = self.upload.proposal
        if proposal is None:
            return None
        used = [one for one in proposal["columns"] if one["field"]]
        new, gone = news(proposal, contract.columns) if contract and contract.columns else ([], [])
        return {
            "used": len(used),
            "unused": [one["header"] or one["key"] for one in proposal["columns"] if not one["field"]],
            "guessed": [one["header"] for one in used if one["confidence"] < CERTAIN],
            "doubts": proposal["doubts"],
            "new": new,
            "gone": gone,
        }
