"""杨凌示范区健康档案系统: text parted by vertical bars."""

from qinkang.sandbox.forms import Delimited
from qinkang.sandbox.senders.layout import Layout, other_headers, without
from qinkang.sandbox.senders.sender import Sender
from qinkang.sandbox.spelling import Spelling
from qinkang.standards.datasets import HealthCheck

YANGLING = Sender(
    code="YGL-JKDA",
    title="杨凌示范区健康档案系统",
    unit="SX-YL",
    areas=("610403",),
    layouts=(
        Layout(
            HealthCheck,
            "YL{year}JKTJ{mark}.txt",
            Delimited("utf-8", delimiter="|"),
            fields=without(HealthCheck, "home_bed_", "vaccines_2", "vaccines_3"),
            headers=other_headers(HealthCheck, 3),
            spelling=Spelling(between=","),
            number="{village}-{year}-{serial}",
            corrections=False,
        ),
    ),
)
