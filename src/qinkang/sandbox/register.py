"""The invented institutions as a workbook in the form of the province's register."""

from pathlib import Path

import xlsxwriter

from qinkang.sandbox.institutions import of_township
from qinkang.sandbox.people import COUNTIES, places

COLUMNS = ("机构代码", "机构名称", "现名启用日期", "统一社会信用代码", "国家机构代码", "所在县（市、区）代码",
           "管理机构代码", "机构类别", "启用日期", "终止日期", "并入机构代码", "并入日期")  # fmt: skip
XIXIAN_UNIT = "SX-XX"
COMMUNITY_CENTRE, TOWNSHIP_CENTRE = "B100", "C220"  # WS 218-2002


def write_register(path: Path, seed: int) -> int:
    """Write every primary-care institution of the province; return how many."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("机构")
        sheet.write_row(0, 0, COLUMNS)
        townships = [township for county in COUNTIES for township in places.townships(county)]
        for row, township in enumerate(townships, 1):
            one, county = of_township(township, seed), township[:6]
            kind = COMMUNITY_CENTRE if int(township[6:]) < places.FIRST_TOWN else TOWNSHIP_CENTRE
            unit = XIXIAN_UNIT if township in places.XIXIAN else f"SX-{county}"
            sheet.write_row(row, 0, (f"JG{township}", one.name, "", one.uscc, "", county, unit, kind))
    return len(townships)
