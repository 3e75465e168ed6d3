"""The sheet as it is given away and as it comes back."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import xlsxwriter

from qinkang.exchange.connector import Message
from qinkang.exchange.manual.connector import (
    ASKED,
    CODE,
    GIVEN,
    OPERATION,
    RECEIPT,
    REF,
    RESULT,
    SAID,
    VERSION,
)
from qinkang.exchange.outcomes import Outcome, Receipt, Ref, Refused, Unclear
from qinkang.readers import Unreadable, open_source
from qinkang.records.models.outbox import Operation

ACCEPTED = frozenset({"成功", "已接收", "通过"})
REFUSED = frozenset({"失败", "退回", "拒收", "不通过"})


def sheet_of(kind: Any, dataset: str, messages: Sequence[Message]) -> BinaryIO:
    """Write the rows under the template's titles; every cell is text, so that no number loses a digit."""
    columns = kind.columns(dataset)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("上报数据")
    text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
    titles = [*GIVEN, *(one.title for one in columns), *ASKED]
    sheet.set_column(0, len(titles) - 1, 16, text)
    sheet.freeze_panes(1, len(GIVEN))
    sheet.write_row(0, 0, titles, bold)
    for place, message in enumerate(messages, 1):
        told = json.loads(message)
        cells = [told[REF], told[VERSION], Operation(told[OPERATION]).label]
        cells += [told.get(one.code) for one in columns]
        for at, value in enumerate(cells):
            if value is not None:
                sheet.write_string(place, at, str(value), text)
    book.close()
    out.seek(0)
    return out


@dataclass(frozen=True)
class Line:
    """One row of a result file: where it stands, whom it speaks of (None where that is unreadable), what it says."""

    row: int
    ref: Ref | None
    outcome: Outcome


def lines_of(plain: BinaryIO, name: str) -> Iterator[Line]:
    """Read a result file. Raises Unreadable for one without the columns by which it is read."""
    with open_source(plain, name) as source:
        places = {title: place for place, title in enumerate(source.header) if title in (*GIVEN, *ASKED)}
        if missing := [title for title in (REF, VERSION, RESULT) if title not in places]:
            raise Unreadable(
                f"结果文件缺少“{'”“'.join(missing)}”列。请上传在原文件上填好结果的文件，不要改动表头。"
            )
        for chunk in source.chunks():
            read = {title: chunk.batch.column(place).to_pylist() for title, place in places.items()}
            for at, row in enumerate(chunk.row_numbers.to_pylist()):
                cells = {title: (values[at] or "").strip() for title, values in read.items()}
                yield Line(row, _ref(cells), _outcome(cells))


def _ref(cells: dict[str, str]) -> Ref | None:
    subject, version = cells[REF], cells[VERSION].removesuffix(".0")
    return Ref(subject, int(version)) if subject and version.isascii() and version.isdigit() else None


def _outcome(cells: dict[str, str]) -> Outcome:
    """What a row says: success and refusal are narrow, and everything else settles nothing."""
    result, receipt, code = cells[RESULT], cells.get(RECEIPT, ""), cells.get(CODE, "")
    if result in ACCEPTED and receipt and not code:
        return Receipt(receipt)
    if result in REFUSED and code:
        return Refused(code, cells.get(SAID, ""))
    return Unclear("没有处理结果" if not result else "结果不完整：成功须有回执号，失败须有错误代码")
