"""`nat_selfcare`: the assessments of self-care (reconstructed from what is publicly known)."""

from qinkang.exchange.connectors.national_elderly.mapping import Table
from qinkang.standards.datasets import SelfCare

TABLE = Table(
    dataset=SelfCare,
    code="nat_selfcare",
    version="2017",
    stays=("assessor",),
    fields={
        "record_no": "PGBH", "assess_date": "PGRQ", "org": "JGMC", "org_uscc": "JGDM",
        "meal_level": "JCCD", "meal_score": "JCPF", "wash_level": "SXCD", "wash_score": "SXPF",
        "dress_level": "CYCD", "dress_score": "CYPF", "toilet_level": "RCCD", "toilet_score": "RCPF",
        "activity_level": "HDCD", "activity_score": "HDPF", "total": "ZPF", "grade": "ZLDJ",
        "next_assess_date": "XCPGRQ",
    },
)  # fmt: skip
