"""The national system's tables as workbooks; which of them go by file is said in the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from qinkang.exchange.connector import Announced
from qinkang.exchange.connectors.national_elderly.tables import TABLES
from qinkang.exchange.manual.connector import Column, ManualConnector
from qinkang.mistake import Mistake

SETTING = "QK_MANUAL_NATIONAL_ELDERLY_SENDS"


def sent_by_file(told: str) -> frozenset[str]:
    """Read codes of data sets, parted by commas. Raises Mistake for one that the nation does not take."""
    codes = frozenset(one.strip() for one in told.split(",") if one.strip())
    if unknown := sorted(codes - set(TABLES)):
        raise Mistake(
            f"环境变量 {SETTING} 中的 {'、'.join(unknown)} 不是上报国家的数据集。可用：{'、'.join(TABLES)}。"
        )
    return codes


class ManualNationalElderly(ManualConnector):
    """The connector `manual_national_elderly`; README.md says what it can promise."""

    code = "manual_national_elderly"
    title = "全国老龄健康信息系统（文件上报）"
    sends = sent_by_file(os.environ.get(SETTING, ""))
    instead_of = "national_elderly"

    @classmethod
    def columns(cls, dataset: str) -> list[Column]:
        """Their names with our titles; groups side by side, numbered."""
        table = TABLES[dataset]
        own = {**table.identity, **table.fields}
        found = [Column(theirs, table.dataset.fields[ours].title) for ours, theirs in own.items()]
        for part, (theirs, names) in table.parts.items():
            group = table.dataset.parts[part]
            found += [
                Column(f"{theirs}{n}.{name}", f"{group.fields[ours].title}{n}")
                for n in range(1, group.at_most + 1)
                for ours, name in names.items()
            ]
        return found

    @classmethod
    def names(cls, dataset: str) -> Mapping[str, str]:
        """The identity and the record's own fields."""
        table = TABLES[dataset]
        return {**table.identity, **table.fields}

    @classmethod
    def cells(cls, row: Announced) -> dict[str, Any]:
        """Their record, its groups laid side by side."""
        told = TABLES[row.dataset].written(row)
        flat: dict[str, Any] = {}
        for name, value in told.items():
            if isinstance(value, list):
                flat |= {
                    f"{name}{n}.{key}": cell
                    for n, group in enumerate(value, 1)
                    for key, cell in group.items()
                }
            elif name not in ("our_ref", "version", "operation"):
                flat[name] = value
        return flat


CONNECTOR = ManualNationalElderly
