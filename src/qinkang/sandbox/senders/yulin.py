"""榆林市全民健康信息平台: XML of an older interface, days without dashes."""

from qinkang.sandbox.forms import Xml
from qinkang.sandbox.senders.layout import Layout
from qinkang.sandbox.senders.sender import Sender
from qinkang.sandbox.spelling import Spelling
from qinkang.standards.datasets import HealthCheck

YULIN = Sender(
    code="YL-QMJK",
    title="榆林市全民健康信息平台",
    unit="SX-610800",
    areas=("6108",),
    layouts=(
        Layout(
            HealthCheck,
            "榆林_LNRTJ_{year}{mark}.xml",
            Xml(),
            spelling=Spelling(days="{:04d}{:02d}{:02d}"),
            number="{county}{year}{serial:08d}",
            operations=True,
        ),
    ),
)
