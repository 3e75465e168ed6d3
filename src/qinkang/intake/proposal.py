"""列对照: which column of a file was taken for which field, kept for the person who is to confirm it.

What is kept names columns and fields, and shows some masked values. A column that is no known field may
hold anything, names and numbers included: of it only the shape of its values is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from qinkang.cleansing.masking import mask_cell
from qinkang.readers import Mapping, Source
from qinkang.readers.mapping import CERTAIN, SAME_NAME
from qinkang.standards.dataset import Dataset

SAMPLES = 4
FEW = 6  # different values in a sample of many: a list to choose from, which identifies nobody
SHORT = 6  # characters of such a value

_RUNS = (
    (re.compile(r"[0-9]+"), "{n}位数字"),
    (re.compile(r"[A-Za-z]+"), "{n}个字母"),
    (re.compile(r"[㐀-鿿]+"), "{n}个汉字"),
)


def proposal_of(dataset: Dataset, source: Source, mapping: Mapping) -> dict[str, Any]:
    """What a person needs to see to confirm a mapping; JSON."""
    sample = source.sample()
    return {
        "columns": [
            {
                "key": column.key,
                "header": column.header,
                "field": column.field,
                "how": column.how,
                "confidence": column.confidence,
                "samples": _samples(dataset, column.field, sample[column.index]),
            }
            for column in mapping.columns
        ],
        "problems": list(mapping.problems),
        "doubts": list(mapping.doubts),
    }


def unsure(mapping: Mapping, confirmed: dict[str, str | None] | None) -> tuple[str, ...]:
    """Why a mapping waits for a person: nobody has confirmed any, or a new column is only guessed.

    A new column whose title says what it is may be used before a person has looked (`CERTAIN`). What
    bears the data set's own English names, as messages of the interface do, needs nobody.
    """
    if all(column.how == SAME_NAME for column in mapping.columns):
        return ()
    if confirmed is None:
        return ("请确认文件的列对照。",)
    guessed = [
        column.header or f"第 {column.index + 1} 列"
        for column in mapping.columns
        if column.field is not None and column.confidence < CERTAIN
    ]
    return (f"文件多了新的列：{'、'.join(guessed)}。请确认它们是什么。",) if guessed else ()


def news(proposal: dict[str, Any], confirmed: dict[str, str | None]) -> tuple[list[str], list[str]]:
    """Columns of the file that were not there at the confirmation, and those that are there no more."""
    now = {column["key"] for column in proposal["columns"]}
    return (
        [column["key"] for column in proposal["columns"] if column["key"] not in confirmed],
        [key for key, field in confirmed.items() if key not in now and field is not None],
    )


def _samples(dataset: Dataset, field: str | None, values: Sequence[str]) -> list[str]:
    """Some values of a column, masked as its field is; of an unknown column their shape."""
    different = list(dict.fromkeys(value.strip() for value in values if value.strip()))
    if field is not None:
        shown = (mask_cell(dataset.columns[field], value) or "" for value in different[:SAMPLES])
        return list(dict.fromkeys(shown))
    if len(different) <= FEW < len(values) and all(len(value) <= SHORT for value in different):
        return different[:SAMPLES]
    return list(dict.fromkeys(shape(value) for value in different))[:SAMPLES]


def shape(value: str) -> str:
    """What a value looks like without what it says: 1965-02-03 is `4位数字-2位数字-2位数字`."""
    text = value[:40]
    pieces: list[str] = []
    while text:
        for run, says in _RUNS:
            if found := run.match(text):
                pieces.append(says.format(n=len(found[0])))
                text = text[found.end() :]
                break
        else:
            pieces.append(text[0] if text[0] in "-/.:：年月日 ()（）" else "·")
            text = text[1:]
    return "".join(pieces[:8])
