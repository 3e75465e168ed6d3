"""商洛市公共卫生数据上报系统: text in the Chinese encoding, packed into an archive."""

from qinkang.sandbox.forms import Delimited, Zipped
from qinkang.sandbox.senders.layout import Layout, without
from qinkang.sandbox.senders.sender import Sender
from qinkang.sandbox.spelling import LABELLED
from qinkang.standards.datasets import HealthCheck

SHANGLUO = Sender(
    code="SL-SJSB",
    title="商洛市公共卫生数据上报系统",
    unit="SX-611000",
    areas=("6110",),
    layouts=(
        Layout(
            HealthCheck,
            "商洛体检上报_{year}{mark}.zip",
            Zipped(Delimited("gb18030"), ".csv"),
            fields=without(HealthCheck, "fundus", "microalbumin"),
            spelling=LABELLED,
            operations=True,
            corrections=False,
        ),
    ),
)
