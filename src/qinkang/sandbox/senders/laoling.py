"""省老龄工作管理信息系统: basic information, deaths, re-certification, living and, where a city has none, self-care."""

from qinkang.sandbox.forms import Delimited, JsonLines, Workbook
from qinkang.sandbox.senders.layout import Layout, other_headers, without
from qinkang.sandbox.senders.sender import Sender
from qinkang.sandbox.spelling import LABELLED, Spelling
from qinkang.standards.datasets import Death, Living, Person, Recertification, SelfCare

LAOLING = Sender(
    code="SX-LLGZ",
    title="陕西省老龄工作管理信息系统",
    unit="SX-610000",
    kind="elderly_work",
    areas=("61",),
    layouts=(
        Layout(
            Person,
            "老年人基本信息_{year}{mark}.csv",
            Delimited("utf-8-sig"),
            fields=without(Person, "diagnoses_5", "diagnoses_6", "surgery_2", "trauma_2", "transfusion_2"),
            spelling=Spelling(codes=False, between="|"),
            number="{village}{serial:05d}",
            operations=True,
        ),
        Layout(
            Death,
            "老年人死亡信息{year}{mark}.xlsx",
            Workbook("陕西省老龄工作管理信息系统", "死亡信息", titled=True, counted=True),
            spelling=LABELLED,
            number="SW{year}{serial:08d}",
        ),
        Layout(
            Recertification,
            "复审认证_{year}{mark}.txt",
            Delimited("gb18030", delimiter="|"),
            headers=other_headers(Recertification, 1),
            number="RZ{year}{serial:08d}",
            misheard=0.02,
            operations=True,
        ),
        Layout(
            Living,
            "living_{year}{mark}.jsonl",
            JsonLines(),
            spelling=LABELLED,
            number="JZ{year}{serial:08d}",
            corrections=False,
        ),
        Layout(
            SelfCare,
            "自理能力评估_{year}{mark}.csv",
            Delimited("utf-8"),
            headers=other_headers(SelfCare, 0),
            number="ZL{year}{serial:08d}",
            misheard=0.02,
            operations=True,
        ),
    ),
)
