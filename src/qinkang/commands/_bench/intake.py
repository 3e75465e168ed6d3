"""大文件：300 MB 的 CSV 和 1,048,576 行的工作簿，逐条给出问题，内存不超过 2 GB（比值为内存与限额之比）

As `./qk check FILE --json` does it: read, cleansed, every finding written out. Each file in a process of its own; what
counts is the most memory that either had.
"""

from __future__ import annotations

import csv
import json
import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from datetime import date
from pathlib import Path

import xlsxwriter

import qinkang.cleansing.rules  # noqa: F401  - makes the rules known
from qinkang.cleansing.file_check import check_file
from qinkang.cleansing.rulebook import Rulebook
from qinkang.commands._bench import Asked, Measured, check_ups
from qinkang.commands._bench.memory import highest_mb
from qinkang.standards.datasets import HealthCheck

CSV_BYTES = 300_000_000
SHEET_ROWS = 1_048_576  # of a worksheet, header included
MOST_MB = 2048
RECEIVED_ON = date(2025, 10, 31)
SHEET_COLUMNS = (
    "record_no", "name", "id_no", "sex", "birth_date", "phone", "live_region", "check_date", "org", "doctor",
    "sbp_left", "dbp_left", "height", "weight", "fpg",
)  # fmt: skip
"""What stands in the workbook; every column in as many rows would be a file that no spreadsheet opens."""


def measure(asked: Asked) -> Measured:
    """Check both files."""
    distinct = check_ups.made(asked.folder)
    text, sheet = asked.folder / "体检.csv", asked.folder / "体检.xlsx"
    asked.say("正在生成 CSV……")
    write_csv(distinct, text, asked.rows)
    asked.say("正在生成工作簿……")
    write_sheet(distinct, sheet, asked.rows or SHEET_ROWS - 1)
    parts: dict[str, float] = {}
    rows, highest = 0, 0.0
    for name, file in (("csv", text), ("xlsx", sheet)):
        asked.say(f"正在检查 {file.name}……")
        seconds, peak, counted, found = apart(file)
        rows, highest = rows + counted, max(highest, peak)
        parts |= {f"{name}_mb": round(file.stat().st_size / 1e6), f"{name}_rows": counted}
        parts |= {
            f"{name}_seconds": round(seconds, 1),
            f"{name}_findings": found,
            f"{name}_peak_mb": round(peak),
        }
    ratio = round(highest / MOST_MB, 2)
    return Measured("intake", 1.0, highest <= MOST_MB, rows, ratio=ratio, parts=parts)


def write_csv(distinct: check_ups.CheckUps, file: Path, rows: int | None) -> None:
    """Every column, in the Chinese encoding, until the size or the rows are reached."""
    left = rows or 10**9
    titles = [HealthCheck.columns[name].title for name in distinct.columns]
    with file.open("w", encoding="gb18030", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(titles)
        for raw in distinct.copies(left):
            writer.writerows(zip(*(column.to_pylist() for column in raw.values()), strict=True))
            if rows is None and out.tell() >= CSV_BYTES:
                break


def write_sheet(distinct: check_ups.CheckUps, file: Path, rows: int) -> None:
    """A workbook of one sheet, row after row, so that writing it needs little memory."""
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": os.fspath(file.parent)})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [HealthCheck.columns[name].title for name in SHEET_COLUMNS])
    number = 0
    for raw in distinct.copies(rows):
        for row in zip(*(raw[name].to_pylist() for name in SHEET_COLUMNS), strict=True):
            number += 1
            for column, text in enumerate(row):
                if text is not None:
                    sheet.write_string(number, column, text)
    book.close()


def apart(file: Path) -> tuple[float, float, int, int]:
    """Check a file in a process of its own; return seconds, most memory in MB, rows and findings."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as one:
        return one.submit(check, file).result()


def check(file: Path) -> tuple[float, float, int, int]:
    """Check a file and write its findings beside it."""
    began = time.perf_counter()
    done = check_file(HealthCheck, file, Rulebook.packaged(RECEIVED_ON))
    with file.with_suffix(".findings").open("w", encoding="utf-8") as out:
        for finding in done.findings:
            json.dump(asdict(finding), out, ensure_ascii=False)
            out.write("\n")
    return time.perf_counter() - began, highest_mb(), done.counts["rows"], len(done.findings)
