"""陕西省家庭医生签约监管平台: the contracts of all cities that have no system of their own for them."""

from qinkang.sandbox.forms import Delimited
from qinkang.sandbox.senders.layout import Layout, without
from qinkang.sandbox.senders.sender import Sender
from qinkang.sandbox.spelling import Spelling
from qinkang.standards.datasets import Contract

QIANYUE = Sender(
    code="SX-JYQY",
    title="陕西省家庭医生签约监管平台",
    unit="SX-610000",
    kind="family_doctor",
    areas=("61",),
    layouts=(
        Layout(
            Contract,
            "家医签约_{year}{mark}.csv",
            Delimited("gb18030"),
            fields=without(Contract, "sign_file", "items_9", "items_10"),
            spelling=Spelling(padded=True, between=";"),
            number="QY{year}{serial:09d}",
            misheard=0.02,
            operations=True,
        ),
    ),
)
