"""The invented institutions as a workbook in the form of the province's register."""

from collections.abc import Iterable
from pathlib import Path

import xlsxwriter

from qinkang.sandbox.check_ups.institutions import of_township
from qinkang.sandbox.people import COUNTIES, places

COLUMNS = ("机构代码", "机构名称", "现名启用日期", "统一社会信用代码", "国家机构代码", "所在县（市、区）代码",
           "管理机构代码", "机构类别", "启用日期", "终止日期", "并入机构代码", "并入日期")  # fmt: skip
COMMUNITY_CENTRE, TOWNSHIP_CENTRE = "B100", "C220"  # WS 218-2002


def write_register(counties: Iterable[str], path: Path, seed: int) -> int:
    """Write every primary-care institution of these counties; return how many."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("机构")
        sheet.write_row(0, 0, COLUMNS)
        row = 0
        for county in counties:
            for township in places.townships(COUNTIES[county].code):
                one = of_township(township, seed)
                kind = COMMUNITY_CENTRE if int(township[6:]) < places.FIRST_TOWN else TOWNSHIP_CENTRE
                row += 1
                sheet.write_row(
                    row, 0, (f"JG{township}", one.name, "", one.uscc, "", county, f"SX-{county}", kind)
                )
    return row
