"""`nat_contract`: the family doctors' contracts with their services (reconstructed, provincial default).

Who the doctor is, and the family behind the contract, stays here.
"""

from qinkang.exchange.connectors.national_elderly.mapping import Table
from qinkang.standards.datasets import Contract

TABLE = Table(
    dataset=Contract,
    code="nat_contract",
    version="2025",
    stays=(
        "family_no", "family_relation", "team", "team_id", "doctor", "doctor_id", "village_doctor", "sign_file",
        "stop_reason_other", "items.item_name",
    ),
    fields={
        "contract_no": "XYBH", "sign_type": "QYLX", "sign_date": "QYRQ", "begin_date": "KSRQ",
        "end_date": "DQRQ", "years": "QYNX", "status": "QYZT", "stop_date": "JYRQ", "stop_reason": "JYYY",
        "org": "JGMC", "org_uscc": "JGDM", "groups": "RQFL", "packages": "FWB", "paid": "FWBSF", "fee": "FWBFY",
        "signed_by_resident": "JMQZ", "signed_by_doctor": "YSQZ", "channel": "QYQD",
    },
    parts={
        "items": ("FWXM", {"item_code": "XMDM", "due_n": "YFWCS", "done_n": "YLYCS", "last_done_at": "ZJFWRQ"}),
    },
)  # fmt: skip
