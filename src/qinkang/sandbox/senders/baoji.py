"""宝鸡市基本公共卫生服务系统: flat files in the Chinese encoding with codes, headers as on the form."""

from qinkang.sandbox.forms import Delimited
from qinkang.sandbox.senders.layout import Layout, without
from qinkang.sandbox.senders.sender import Sender
from qinkang.standards.datasets import HealthCheck, SelfCare

BAOJI = Sender(
    code="BJ-JGWX",
    title="宝鸡市基本公共卫生服务系统",
    unit="SX-610300",
    areas=("6103",),
    layouts=(
        Layout(
            HealthCheck,
            "宝鸡_健康体检_{year}{mark}.csv",
            Delimited("gb18030"),
            fields=without(HealthCheck, "home_bed_", "corrected_"),
            operations=True,
        ),
        Layout(
            SelfCare,
            "宝鸡_自理评估_{year}{mark}.csv",
            Delimited("gb18030"),
            operations=True,
            corrections=False,
        ),
    ),
)
