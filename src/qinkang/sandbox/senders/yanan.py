"""延安市区域卫生信息平台: one JSON object a line, empty items left out."""

from qinkang.sandbox.forms import JsonLines
from qinkang.sandbox.senders.layout import Layout, without
from qinkang.sandbox.senders.sender import Sender
from qinkang.standards.datasets import Contract, HealthCheck

YANAN = Sender(
    code="YA-QYPT",
    title="延安市区域卫生信息平台",
    unit="SX-610600",
    areas=("6106",),
    layouts=(
        Layout(
            HealthCheck,
            "yanan_health_check_{year}{mark}.jsonl",
            JsonLines(),
            fields=without(HealthCheck, "corrected_"),
            number="ya{year}{serial:09d}",
            operations=True,
        ),
        Layout(
            Contract,
            "yanan_contract_{year}{mark}.jsonl",
            JsonLines(),
            number="yaqy{year}{serial:09d}",
            operations=True,
        ),
    ),
)
