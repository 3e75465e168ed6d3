"""西咸新区健康管理平台: a workbook packed into an archive; its people carry codes of 秦都, 渭城 and 长安."""

from qinkang.sandbox.forms import Workbook, Zipped
from qinkang.sandbox.people import places
from qinkang.sandbox.senders.layout import Layout, without
from qinkang.sandbox.senders.sender import Sender
from qinkang.sandbox.spelling import LABELLED
from qinkang.standards.datasets import HealthCheck

XIXIAN = Sender(
    code="XX-JKGL",
    title="西咸新区健康管理平台",
    unit="SX-XX",
    areas=places.XIXIAN,
    layouts=(
        Layout(
            HealthCheck,
            "西咸新区体检{year}{mark}.zip",
            Zipped(Workbook("西咸新区社会事业服务局", "体检数据", titled=True), ".xlsx"),
            fields=without(HealthCheck, "home_bed_", "vaccines_3"),
            spelling=LABELLED,
            number="XX{year}{serial:07d}",
            corrections=False,
        ),
    ),
)
