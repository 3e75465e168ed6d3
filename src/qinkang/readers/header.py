"""Where the header stands: below which title rows, how many rows deep, and under which merged cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

Cells = Sequence[str | None]
Merge = tuple[
    tuple[int, int], tuple[int, int]
]  # ((top row, left column), (bottom row, right column)), from 0

SEARCHED_ROWS = 30  # title, unit, date, notes for filling in: nobody writes more above a table
FULL_ENOUGH = 0.6  # of the fullest row: a header names nearly all columns, a title row fills one or two
NUMBERS_ALLOWED = (
    1 / 3
)  # a header may hold years or item numbers, a row of data mostly holds numbers and dates
DEEPEST = 4  # rows of a header with merged cells

NUMBERLIKE = re.compile(r"[-+]?\d[\d.,:/\-\sT]*[%Xx]?|\d+(\.\d+)?[Ee][-+]?\d+|\d{4}年\d+月(\d+日)?")
LABELLED = re.compile(r"[^:：]+[:：]\s*\S")  # 单位：某某卫生院


@dataclass(frozen=True)
class Header:
    """The header found.

    Attributes:
        texts: for each column the lowest text of the header, clean; "" where there is none.
        above: for each column the texts above it within the header, joined by a space.
        first, last: first and last header row, counted from 0 in the rows given.
        title: texts of the rows above.
    """

    texts: tuple[str, ...]
    above: tuple[str, ...]
    first: int
    last: int
    title: tuple[str, ...]


def clean(text: str | None) -> str:
    """A header text as it is compared: full-width letters and digits narrowed, line breaks removed."""
    if text is None:
        return ""
    return re.sub(r"[\r\n]+\s*", "", unicodedata.normalize("NFKC", text)).strip()


def find_header(rows: Sequence[Cells], merges: Sequence[Merge] = ()) -> Header | None:
    """The header in the first rows of a file, or None when no row looks like one.

    It is the first row that is nearly as full as the fullest one and mostly words. Rows below belong to
    it when every filled cell in them lies under merged cells (in text files: under a filled cell followed
    by empty ones, which is how merged cells are exported).
    """
    grid = [[clean(cell) for cell in row] for row in rows]
    wide = [_spread(row, index, merges) for index, row in enumerate(grid)]
    fullest = max((_filled(row) for row in grid), default=0)
    for index, row in enumerate(wide[:SEARCHED_ROWS]):
        if _could_be_header(grid[index], row, fullest):
            last = _last_row(grid, wide, index, merges)
            return _header(rows, wide, index, last)
    return None


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell)


def _spread(row: list[str], index: int, merges: Sequence[Merge]) -> list[str]:
    """The row with the text of horizontally merged cells in each of them."""
    row = list(row)
    for (top, left), (_, right) in merges:
        if top == index and right > left and left < len(row):
            row += [""] * (right + 1 - len(row))
            row[left : right + 1] = [row[left]] * (right + 1 - left)
    return row


def _could_be_header(row: list[str], wide: list[str], fullest: int) -> bool:
    texts = [cell for cell in wide if cell]
    if not texts or len(texts) < FULL_ENOUGH * fullest:
        return False
    if fullest > 1 and _filled(row) == 1:
        return False  # one title across the whole table
    if _filled(row) < FULL_ENOUGH * fullest and sum(map(bool, map(LABELLED.match, set(texts)))) * 2 >= len(
        set(texts)
    ):
        return False  # a merged line such as 单位：… 填报日期：…
    return sum(1 for text in texts if NUMBERLIKE.fullmatch(text)) < NUMBERS_ALLOWED * len(texts)


def _last_row(grid: list[list[str]], wide: list[list[str]], first: int, merges: Sequence[Merge]) -> int:
    """The lowest row that is still header."""
    deepest = max([first, *(bottom for (top, _), (bottom, _) in merges if top == first)])
    last = first
    while last + 1 < len(grid) and last + 1 < first + DEEPEST:
        under = _under_merged(grid[last], wide[last], last, merges)
        below = [column for column, cell in enumerate(grid[last + 1]) if cell]
        words = sum(1 for column in below if not NUMBERLIKE.fullmatch(grid[last + 1][column]))
        continues = bool(below) and under.issuperset(below) and words > len(below) / 2
        if not continues and last + 1 > deepest:
            break
        last += 1
    return last


def _under_merged(row: list[str], wide: list[str], index: int, merges: Sequence[Merge]) -> set[int]:
    """Columns below horizontally merged cells of this row."""
    if merges:
        spans = [(left, right) for (top, left), (_, right) in merges if top == index and right > left]
        return {column for left, right in spans for column in range(left, right + 1)}
    under: set[int] = set()
    for column in range(1, len(row)):
        if not row[column] and (row[column - 1] or column - 1 in under):
            under |= {column - 1, column}
    return under


def _header(rows: Sequence[Cells], wide: list[list[str]], first: int, last: int) -> Header:
    levels = [list(row) for row in wide[first : last + 1]]
    width = max(map(len, levels))
    for level, row in enumerate(levels):
        row += [""] * (width - len(row))
        if level < last - first:
            for column in range(1, width):  # a text-file's merged cell: its text stands only in the first
                lower = levels[level + 1]
                if not row[column] and column < len(lower) and lower[column]:
                    row[column] = row[column - 1]
    texts, above = [], []
    for column in range(width):
        distinct = list(dict.fromkeys(row[column] for row in levels if row[column]))
        texts.append(distinct[-1] if distinct else "")
        above.append(" ".join(distinct[:-1]))
    return Header(tuple(texts), tuple(above), first, last, tuple(filter(None, map(_as_title, rows[:first]))))


def _as_title(row: Cells) -> str:
    return " ".join(dict.fromkeys(cell.strip() for cell in row if cell and cell.strip()))
