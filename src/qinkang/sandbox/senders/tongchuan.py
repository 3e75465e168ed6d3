"""铜川市基本公共卫生服务平台: text parted by tabs, codes of two digits, no record numbers."""

from qinkang.sandbox.forms import Delimited
from qinkang.sandbox.senders.layout import Layout, without
from qinkang.sandbox.senders.sender import Sender
from qinkang.sandbox.spelling import Spelling
from qinkang.standards.datasets import HealthCheck

TONGCHUAN = Sender(
    code="TC-GWPT",
    title="铜川市基本公共卫生服务平台",
    unit="SX-610200",
    areas=("6102",),
    layouts=(
        Layout(
            HealthCheck,
            "tc_jktj_{year}{mark}.tsv",
            Delimited("utf-8", delimiter="\t", line_end="\n"),
            fields=without(HealthCheck, "record_no", "corrected_", "vaccines_2", "vaccines_3"),
            spelling=Spelling(padded=True),
            number=None,
            corrections=False,
        ),
    ),
)
