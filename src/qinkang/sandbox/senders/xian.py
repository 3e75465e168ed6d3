"""西安市基层卫生信息系统: text for spreadsheets (UTF-8 with its mark), labels, three files a year."""

from qinkang.sandbox.forms import Delimited
from qinkang.sandbox.senders.layout import Layout, other_headers, without
from qinkang.sandbox.senders.sender import Sender
from qinkang.sandbox.spelling import Spelling
from qinkang.standards.datasets import HealthCheck, SelfCare

XIAN = Sender(
    code="XA-JCWS",
    title="西安市基层卫生信息系统",
    unit="SX-610100",
    areas=("6101",),
    layouts=(
        Layout(
            HealthCheck,
            "西安市老年人体检{year}{mark}.csv",
            Delimited("utf-8-sig", line_end="\n"),
            fields=without(HealthCheck, "home_bed_", "occ_radiation", "occ_physical", "occ_other"),
            headers=other_headers(HealthCheck, 0),
            spelling=Spelling(codes=False, between="；"),
            number="XA{year}{serial:08d}",
            operations=True,
            seasons=3,
        ),
        Layout(
            SelfCare,
            "西安市自理能力评估{year}{mark}.csv",
            Delimited("utf-8-sig", line_end="\n"),
            headers=other_headers(SelfCare, 1),
            spelling=Spelling(codes=False, between="；"),
            number="XAZL{year}{serial:08d}",
            operations=True,
        ),
    ),
)
