"""咸阳市居民健康档案系统: workbooks in which everything is text; the whole stock is sent each time."""

from qinkang.sandbox.forms import Workbook
from qinkang.sandbox.senders.layout import Layout, other_headers, without
from qinkang.sandbox.senders.sender import Sender
from qinkang.sandbox.spelling import LABELLED
from qinkang.standards.datasets import HealthCheck

XIANYANG = Sender(
    code="XY-JKDA",
    title="咸阳市居民健康档案系统",
    unit="SX-610400",
    areas=("6104",),
    layouts=(
        Layout(
            HealthCheck,
            "咸阳市{year}年体检台账{mark}.xlsx",
            Workbook("咸阳市疾病预防控制中心", "体检台账", titled=True, typed=False),
            fields=without(HealthCheck, "home_bed_", "hospital_2", "drugs_5", "drugs_6", "vaccines_3"),
            headers=other_headers(HealthCheck, 1),
            spelling=LABELLED,
            number="{village}{serial:06d}",
            whole=True,
        ),
    ),
)
