"""韩城市健康体检登记: workbooks of Excel 97–2003, numbers and days as such, a sheet filled in by hand."""

from qinkang.sandbox.forms import OldWorkbook
from qinkang.sandbox.senders.layout import Layout, other_headers, without
from qinkang.sandbox.senders.sender import Sender
from qinkang.sandbox.spelling import Spelling
from qinkang.standards.datasets import HealthCheck

HANCHENG = Sender(
    code="HC-TJDJ",
    title="韩城市健康体检登记",
    unit="SX-610581",
    areas=("610581",),
    layouts=(
        Layout(
            HealthCheck,
            "韩城{year}体检登记{mark}.xls",
            OldWorkbook("登记表"),
            fields=without(HealthCheck, "home_bed_", "hospital_2", "corrected_", "vaccines_", "occ_"),
            headers=other_headers(HealthCheck, 0),
            spelling=Spelling(codes=False, between="，"),
            number="HC{serial:06d}",
            corrections=False,
        ),
    ),
)
