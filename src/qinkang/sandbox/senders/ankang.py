"""安康市老年人健康管理台账: workbooks with instructions in front, units in the headers, full-width digits."""

from qinkang.sandbox.forms import Workbook
from qinkang.sandbox.senders.layout import Layout, headers_with_units, without
from qinkang.sandbox.senders.sender import Sender
from qinkang.sandbox.spelling import Spelling
from qinkang.standards.datasets import HealthCheck

ANKANG = Sender(
    code="AK-LNTZ",
    title="安康市老年人健康管理台账",
    unit="SX-610900",
    areas=("6109",),
    layouts=(
        Layout(
            HealthCheck,
            "安康市老年人体检{year}{mark}.xlsx",
            Workbook(
                "安康市卫生健康委员会",
                "体检表",
                counted=True,
                typed=False,
                guide=("填表说明", "1. 每位老年人一行，不得合并单元格。", "2. 未查的项目留空。"),
            ),
            fields=without(HealthCheck, "home_bed_", "vaccines_2", "vaccines_3", "occ_"),
            headers=headers_with_units(HealthCheck),
            spelling=Spelling(codes=False, between="/", wide=True),
            number="AK{year}{serial:07d}",
        ),
    ),
)
