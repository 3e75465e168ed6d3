"""渭南市公共卫生服务系统: its database lacks rare characters; a file is sent twice."""

from qinkang.sandbox.forms import Delimited
from qinkang.sandbox.senders.layout import Layout, other_headers
from qinkang.sandbox.senders.sender import Sender
from qinkang.sandbox.spelling import Spelling
from qinkang.standards.datasets import HealthCheck

WEINAN = Sender(
    code="WN-GGWS",
    title="渭南市公共卫生服务系统",
    unit="SX-610500",
    areas=("6105",),
    layouts=(
        Layout(
            HealthCheck,
            "WN_JKTJ_{year}{mark}.csv",
            Delimited("gb18030"),
            headers=other_headers(HealthCheck, 2),
            spelling=Spelling(charset="gbk"),
            number="WN-{county}-{year}-{serial}",
            operations=True,
            twice=True,
        ),
    ),
)
